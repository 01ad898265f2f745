"""`pishkhan kiosk`: open the counter."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kiosk.cli.telling import refusing
from kiosk.config import ConfigRefused
from kiosk.config_file import read_config
from kiosk.launched import Launched


@click.command()
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), required=True, help="The machine's TOML file."
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="Where the store is kept.")
def kiosk(config_path: Path, data: Path | None) -> None:
    """Open the counter."""
    with refusing("en", ConfigRefused):
        config = read_config(config_path)
    from kiosk.app import run_counter

    folder = data or _own_folder()
    successor = ["kiosk", "--config", str(config_path), "--data", str(folder)]
    sys.exit(run_counter(config, folder, successor, launched=Launched.of(os.environ)))


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("pishkhan", appauthor=False)

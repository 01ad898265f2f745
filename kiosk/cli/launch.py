"""`pishkhan launch`: open the counter with the newest program that is healthy on this machine."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from kiosk.cli.telling import refusing
from kiosk.config import ConfigRefused
from kiosk.config_file import read_updates
from kiosk.launcher import PATIENCE, Installed, Launcher, Start
from kiosk.program import again
from kiosk.updating import releases_of
from sync.releases.errors import ReleaseError


@click.command()
@click.option(
    "--config", "config_path", type=click.Path(path_type=Path), required=True, help="The machine's TOML file."
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="Where the store is kept.")
@click.option("--patience", type=float, default=PATIENCE, show_default=True, help="Seconds until the first page.")
def launch(config_path: Path, data: Path | None, patience: float) -> None:
    """Open the counter with the release whose turn it is; go back to the one before where that does not start."""
    with refusing("en", ConfigRefused, ReleaseError):
        releases = releases_of(read_updates(config_path))
    arguments = ["--config", str(config_path), *(["--data", str(data)] if data is not None else [])]
    launcher = Launcher(
        releases, Installed(version("pishkhan"), again()), Start(arguments, patience), lambda: datetime.now(UTC)
    )
    sys.exit(launcher.run())

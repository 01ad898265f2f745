"""The machine that a command is about: its configuration, and its store opened beside the counter."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from platformdirs import user_data_path

from assets.texts import say
from kiosk.config import ConfigRefused, read_config
from sync.keys import find_vault, load_or_create_store_key
from sync.keys.errors import KeyFault
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.config import Config

CONFIG = click.option(
    "--config", "config_path", type=click.Path(path_type=Path), required=True, help="The machine's TOML file."
)
DATA = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="The folder the counter was given."
)


@contextmanager
def opened(config_path: Path, data: Path | None) -> Iterator[tuple[Config, Store]]:
    """Open the store beside the counter, or make it where the counter was never opened; say what is in the way."""
    folder = (data or user_data_path("pishkhan", appauthor=False)) / "store"
    try:
        config = read_config(config_path)
        exists = (folder / "store.db").exists()
        key = load_or_create_store_key(find_vault(os.environ), store_exists=exists)
        with Store.open(folder, key, SystemClock(), beside=exists) as store:
            yield config, store
    except (ConfigRefused, KeyFault, StoreError) as refused:
        raise click.ClickException(say(refused.text, "en")) from refused

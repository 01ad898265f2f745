"""The machine that a command is about: its configuration, and its store opened beside the counter."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from platformdirs import user_data_path

from kiosk.cli.telling import refusing
from kiosk.config import ConfigRefused
from kiosk.config_file import read_config
from sync.hearing_time import recall_time
from sync.keys import find_vault
from sync.keys.errors import KeyFault
from sync.store import Store
from sync.store.checked_clock import CheckedClock
from sync.store.clock import SystemClock
from sync.store.errors import StoreError
from sync.store.records import Scope
from sync.store.rekeying import opening_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.config import CentralAddress, Config
    from sync.keys import Vault

CONFIG = click.option(
    "--config", "config_path", type=click.Path(path_type=Path), required=True, help="The machine's TOML file."
)
DATA = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="The folder the counter was given."
)
LANGUAGE = click.option("--language", type=click.Choice(["fa", "en"]), default="en", show_default=True)


def store_folder(data: Path | None) -> Path:
    """Return where the store lies below the counter's folder `data`, or below the usual one."""
    return (data or user_data_path("pishkhan", appauthor=False)) / "store"


def technician(config: Config, central: CentralAddress | None = None) -> Scope:
    """Return the scope of what the technician does on this machine, for `central` or for the office's own."""
    return Scope((central or config.central).id, config.office.id, config.device, actor="technician")


def write_out(path: Path, content: bytes) -> None:
    """Write a file that somebody asked for; a folder or a disk that does not take it is said in words."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


@contextmanager
def located(config_path: Path, data: Path | None, language: str = "en") -> Iterator[tuple[Config, Path, Vault]]:
    """Give the configuration, the store's folder and the vault of its key; say in `language` what is in the way."""
    with refusing(language, ConfigRefused, KeyFault, StoreError):
        yield read_config(config_path), store_folder(data), find_vault(os.environ)


@contextmanager
def opened(config_path: Path, data: Path | None, language: str = "en") -> Iterator[tuple[Config, Store]]:
    """Open the store beside the counter, or make it where the counter was never opened; say what is in the way.

    Its acts are dated as the counter's own: by the centre's clock where one was heard.
    """
    with located(config_path, data, language) as (config, folder, vault):
        key = opening_key(vault, folder)
        clock = CheckedClock(SystemClock())
        with Store.open(folder, key, clock, beside=(folder / "store.db").exists()) as store:
            recall_time(store, clock)
            yield config, store

"""`pishkhan staff`: who works here, and their PINs; works while the counter is open."""

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
from sync.store.records import Role, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONFIG = click.option(
    "--config", "config_path", type=click.Path(path_type=Path), required=True, help="The machine's TOML file."
)
_DATA = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), default=None, help="The folder the counter was given."
)


@click.group()
def staff() -> None:
    """Set the PINs of the people who work here."""


@staff.command("list")
@_CONFIG
@_DATA
def everyone(config_path: Path, data: Path | None) -> None:
    """List the people who may enter, and their roles."""
    with _opened(config_path, data) as (store, scope):
        for member in store.staff.everyone(scope.central):
            click.echo(f"{member.name}\t{member.role}")


@staff.command("set-pin")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.ASSISTANT.value, show_default=True
)
@_CONFIG
@_DATA
def set_pin(name: str, role: str, config_path: Path, data: Path | None) -> None:
    """Give NAME a role and a PIN, which is asked for and never shown."""
    pin: str = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
    with _opened(config_path, data) as (store, scope):
        member = store.staff.set_pin(scope, name, Role(role), pin)
    click.echo(f"{member.name} may enter as {member.role}.")


@contextmanager
def _opened(config_path: Path, data: Path | None) -> Iterator[tuple[Store, Scope]]:
    """Open the store beside the counter, or make it where the counter was never opened; say what is in the way."""
    folder = (data or user_data_path("pishkhan", appauthor=False)) / "store"
    try:
        config = read_config(config_path)
        exists = (folder / "store.db").exists()
        key = load_or_create_store_key(find_vault(os.environ), store_exists=exists)
        with Store.open(folder, key, SystemClock(), beside=exists) as store:
            yield store, Scope(config.central.id, config.office.id, config.device, actor="technician")
    except (ConfigRefused, KeyFault, StoreError) as refused:
        raise click.ClickException(say(refused.text, "en")) from refused

"""`pishkhan keys`: where this machine keeps its keys, and the token that opens its central service."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, located, store_folder, technician, write_out
from kiosk.cli.private_key import asked_private_key
from kiosk.cli.telling import refusing
from kiosk.escrow import escrow_now
from sync.keys import find_vault, forget_server_token, keep_server_token, server_token
from sync.keys.bringing_back import bring_key_back, current_key
from sync.keys.errors import KeyFault
from sync.keys.escrow import read_escrow, unwrap
from sync.keys.level import accept_level
from sync.keys.store_key import written_store_key
from sync.store import Store
from sync.store.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.keys import Vault

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def keys() -> None:
    """Show where keys are kept, keep the server's token, wrap the store's key for the fleet and bring it back."""


@keys.command()
@LANGUAGE
def show(language: str) -> None:
    """Say which keyring keeps the keys and what it protects from."""
    with _vault(language) as vault:
        level = vault.describe()
    click.echo(f"{level.backend}\n{say(level.text, language)}")


@keys.command("set-token")
@click.argument("central")
@LANGUAGE
def set_token(central: str, language: str) -> None:
    """Keep the token for CENTRAL (its id in the configuration); it is asked for and never shown."""
    token: str = click.prompt(say(T("Token"), language), hide_input=True)
    with _vault(language) as vault:
        keep_server_token(vault, central, token.strip())
    click.echo(say(T("The token for {central} is kept.", central=central), language))


@keys.command("forget-token")
@click.argument("central")
@LANGUAGE
def forget_token(central: str, language: str) -> None:
    """Remove the token for CENTRAL."""
    with _vault(language) as vault:
        known = server_token(vault, central) is not None
        forget_server_token(vault, central)
    gone = T("The token for {central} is removed.", central=central)
    click.echo(say(gone if known else T("There was no token for {central}.", central=central), language))


@keys.command()
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Where else to put a copy.")
@CONFIG
@DATA
@LANGUAGE
def escrow(to: Path | None, config_path: Path, data: Path | None, language: str) -> None:
    """Wrap the store's key to the fleet's public key ([keys] fleet in the configuration); keep it with each backup."""
    with located(config_path, data, language) as (config, folder, vault):
        wrapped = escrow_now(config, folder, current_key(vault))
        if wrapped is None:
            raise click.ClickException(say(T("The configuration names no fleet key, so no key is wrapped."), language))
        if to is not None:
            write_out(to, wrapped.read_bytes())
    click.echo(say(T("The key lies in escrow in {file}.", file=(to or wrapped).name), language))


@keys.command()
@click.argument("escrow", type=_FILE)
@click.argument("fleet_key", type=_FILE)
@LANGUAGE
def recover(escrow: Path, fleet_key: Path, language: str) -> None:
    """Unwrap the key in ESCROW with the fleet's private key (PEM) and write it out, for “pishkhan keys restore”.

    For the fleet's own machine; what is written out opens that counter's store.
    """
    private = asked_private_key(fleet_key, language)
    with refusing(language, KeyFault):
        key = unwrap(read_escrow(escrow.read_bytes()), private)
    click.echo(written_store_key(key))


@keys.command()
@DATA
@LANGUAGE
def restore(data: Path | None, language: str) -> None:
    """Bring the store's key back into the keyring: it is asked for and never shown; then the store opens again.

    On a new machine do this before the counter's first start, and then “pishkhan store restore”.
    """
    written: str = click.prompt(say(T("Key"), language), hide_input=True)
    with _vault(language) as vault:
        bring_key_back(vault, store_folder(data), written)
    click.echo(say(T("The key is back in the keyring."), language))


@keys.command("accept-level")
@CONFIG
@DATA
@LANGUAGE
def accept(config_path: Path, data: Path | None, language: str) -> None:
    """Accept that the key is kept less safely than before, where the counter refuses to open for it."""
    with located(config_path, data, language) as (config, folder, vault):
        level = vault.describe()
        with Store.open(folder, current_key(vault), SystemClock(), beside=True) as store:
            accept_level(store, technician(config), level)
    click.echo(f"{level.backend}\n{say(level.text, language)}")


@contextmanager
def _vault(language: str) -> Iterator[Vault]:
    with refusing(language, KeyFault):
        yield find_vault(os.environ)

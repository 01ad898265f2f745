"""`pishkhan keys`: where this machine keeps its keys, and the token that opens its central service."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from assets.texts import say
from sync.keys import find_vault, forget_server_token, keep_server_token, server_token
from sync.keys.errors import KeyFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.keys import Vault


@click.group()
def keys() -> None:
    """Show where keys are kept, and keep the server's token."""


@keys.command()
def show() -> None:
    """Say which keyring keeps the keys and what it protects from."""
    with _vault() as vault:
        level = vault.describe()
    click.echo(f"{level.backend}\n{say(level.text, 'en')}")


@keys.command("set-token")
@click.argument("central")
def set_token(central: str) -> None:
    """Keep the token for CENTRAL (its id in the configuration); it is asked for and never shown."""
    token: str = click.prompt("Token", hide_input=True)
    with _vault() as vault:
        keep_server_token(vault, central, token.strip())
    click.echo(f"The token for {central} is kept.")


@keys.command("forget-token")
@click.argument("central")
def forget_token(central: str) -> None:
    """Remove the token for CENTRAL."""
    with _vault() as vault:
        known = server_token(vault, central) is not None
        forget_server_token(vault, central)
    click.echo(f"The token for {central} is removed." if known else f"There was no token for {central}.")


@contextmanager
def _vault() -> Iterator[Vault]:
    try:
        yield find_vault(os.environ)
    except KeyFault as fault:
        raise click.ClickException(say(fault.text, "en")) from fault

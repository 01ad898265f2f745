"""`pishkhan staff`: who works here, and their PINs; works while the counter is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kiosk.cli.machine import CONFIG, DATA, opened, technician
from sync.store.records import Role

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def staff() -> None:
    """Set the PINs of the people who work here."""


@staff.command("list")
@CONFIG
@DATA
def everyone(config_path: Path, data: Path | None) -> None:
    """List the people who may enter, and their roles."""
    with opened(config_path, data) as (config, store):
        for member in store.staff.everyone(config.central.id):
            click.echo(f"{member.name}\t{member.role}")


@staff.command("set-pin")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.ASSISTANT.value, show_default=True
)
@CONFIG
@DATA
def set_pin(name: str, role: str, config_path: Path, data: Path | None) -> None:
    """Give NAME a role and a PIN, which is asked for and never shown."""
    pin: str = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
    with opened(config_path, data) as (config, store):
        member = store.staff.set_pin(technician(config), name, Role(role), pin)
    click.echo(f"{member.name} may enter as {member.role}.")

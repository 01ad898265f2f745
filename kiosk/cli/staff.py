"""`pishkhan staff`: who works here, and their PINs; works while the counter is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from assets.texts import T, Text, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened, technician
from sync.store.records import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ROLES: Final[Mapping[Role, Text]] = {
    Role.ASSISTANT: T("assistant"),
    Role.SUPERVISOR: T("supervisor"),
    Role.TECHNICIAN: T("technician"),
}


@click.group()
def staff() -> None:
    """Set the PINs of the people who work here."""


@staff.command("list")
@CONFIG
@DATA
@LANGUAGE
def everyone(config_path: Path, data: Path | None, language: str) -> None:
    """List the people who may enter, and their roles."""
    with opened(config_path, data, language) as (config, store):
        for member in store.staff.everyone(config.central.id):
            click.echo(f"{member.name}\t{member.role}")


@staff.command("set-pin")
@click.argument("name")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.ASSISTANT.value, show_default=True
)
@CONFIG
@DATA
@LANGUAGE
def set_pin(name: str, role: str, config_path: Path, data: Path | None, language: str) -> None:
    """Give NAME a role and a PIN, which is asked for and never shown."""
    pin: str = click.prompt(say(T("PIN"), language), hide_input=True, confirmation_prompt=True)
    with opened(config_path, data, language) as (config, store):
        member = store.staff.set_pin(technician(config), name, Role(role), pin)
    click.echo(say(T("{name} may enter as {role}.", name=member.name, role=_ROLES[member.role]), language))

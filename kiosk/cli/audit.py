"""`pishkhan audit`: whether the log of what was done on this machine is the one that was written and signed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened
from sync.store.checkpoints import PrintedCheckpoint
from sync.store.errors import AuditBroken

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def audit() -> None:
    """Verify the log of everything that was done on this machine."""


class _Mark(click.ParamType[PrintedCheckpoint]):
    name = "MARK"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> PrintedCheckpoint:
        """Return the mark of the register as it was typed from a receipt."""
        mark = PrintedCheckpoint.read(value)
        if mark is None:
            self.fail('a mark looks like "142 3F2A 91BC 0D4E 77A1"', param, ctx)
        return mark


@audit.command()
@click.option(
    "--printed", multiple=True, type=_Mark(), help="A mark of the register as a receipt shows it; may be given often."
)
@CONFIG
@DATA
@LANGUAGE
def verify(printed: tuple[PrintedCheckpoint, ...], config_path: Path, data: Path | None, language: str) -> None:
    """Hold chain, tree, signatures and the marks on papers against the log: exit 1 when it was changed."""
    with opened(config_path, data, language) as (_, store):
        try:
            rows = store.audit.verify(printed)
        except AuditBroken as broken:
            click.echo(say(broken.text, language))
            sys.exit(1)
        newest = store.checkpoints.newest()
    signed = newest.size if newest else 0
    whole = T("The audit log is whole: {rows} acts, {signed} of them signed.", rows=rows, signed=signed)
    click.echo(say(whole, language))
    if newest:
        click.echo(say(T("Newest mark of the register: {mark}", mark=newest.short), language))

"""`pishkhan paper`: a paper of the counter as a PDF, and what waits for the printer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened, write_out
from kiosk.papers.kinds import NAMES, Kind
from kiosk.print_queue import FILE, PrintQueue
from printing.errors import PrintingError

if TYPE_CHECKING:
    from kiosk.config import Config
    from sync.store import Store
    from sync.store.records import Scope

_SUBJECT = T("SUBJECT is a tracking code, a form's id, or days as 2026-11-01/2026-11-30.")


@click.group()
def paper() -> None:
    """Make papers, and see what waits for the printer."""


@paper.command()
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("subject")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@CONFIG
@DATA
@LANGUAGE
def make(kind: str, subject: str, out: Path, config_path: Path, data: Path | None, language: str) -> None:
    """Write the paper KIND about SUBJECT (a tracking code, a form's id, or days as 2026-11-01/2026-11-30)."""
    with opened(config_path, data, language) as (config, store):
        queue, scope = _queue(config, store), _scope(config)
        try:
            pdf = queue.make(queue.draft(scope, kind, subject, language))
        except PrintingError as refused:
            raise click.ClickException(say(refused.text, language)) from refused
        except ValueError as unknown:
            raise click.UsageError(say(_SUBJECT, language)) from unknown
    write_out(out, pdf)


@paper.command()
@CONFIG
@DATA
@LANGUAGE
def queue(config_path: Path, data: Path | None, language: str) -> None:
    """List the papers that wait for the printer, and those of which nobody has said that they came out."""
    with opened(config_path, data, language) as (_, store):
        for order in store.prints.open():
            name = say(NAMES[Kind(order.kind.removesuffix(FILE))], language)
            reason = say(order.reason, language) if order.reason else ""
            click.echo(f"{order.number}\t{order.state.value}\t{name}\t{order.subject}\t{reason}".rstrip())


def _queue(config: Config, store: Store) -> PrintQueue:
    from kiosk.papers.making import PaperMaker
    from kiosk.press import Press

    return PrintQueue(store, Press(None), PaperMaker(config, lambda: datetime.now(UTC).astimezone()))


def _scope(config: Config) -> Scope:
    from sync.store.records import Scope

    return Scope(config.central.id, config.office.id, config.device, "program")

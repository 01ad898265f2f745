"""`pishkhan export` and `pishkhan import`: this machine's side of a courier, where there is no line at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened
from kiosk.cli.telling import refusing, tell
from kiosk.courier import Machine, carry, take_answers
from kiosk.health_report import HealthReport
from kiosk.printer_state import PrinterState
from kiosk.updating import best_time, take_from_stick, update_code
from sync.bundles.errors import BundleError
from sync.bundles.exporting import VOLUME
from sync.keys import find_vault
from sync.store.clock import SystemClock

if TYPE_CHECKING:
    from kiosk.config import Config
    from sync.bundles.cards import Own
    from sync.openrosa.address import Central
    from sync.store import Store

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))


@click.command()
@FOLDER
@click.option("--volume", type=click.IntRange(1_000_000), default=VOLUME, show_default=True, help="Bytes of one file.")
@CONFIG
@DATA
@LANGUAGE
def export(folder: Path, volume: int, config_path: Path, data: Path | None, language: str) -> None:
    """Write what waits into FOLDER, a stick: sealed for the centre, signed by this machine.

    A full stick ends with 1: put in the next one and export again, it goes on where this one ended. Exporting twice
    does no harm, nor does a line that comes back before the courier does.
    """
    with opened(config_path, data, language) as (config, store), refusing(language, BundleError):
        _report_health(config, store)
        done = carry(_machine(config, store), _centrals(config), folder, limit=volume)
    words = T("Applications on the stick: {count}, in {files} files.", count=done.records, files=done.files)
    tell(words, language)
    tell(_NEXT if done.next_stick else _ALL, language)
    sys.exit(1 if done.next_stick else 0)


def _report_health(config: Config, store: Store) -> None:
    """Let the stick tell how the machine stands; nobody asks its printer here."""
    printer = config.printing
    state = PrinterState.UNKNOWN if printer.queue or printer.thermal or printer.folder else PrinterState.NONE
    HealthReport(config, find_vault(os.environ).describe(), lambda: state, lambda: update_code(config.updates)).report(
        store, at_once=True
    )


def _centrals(config: Config) -> list[Central]:
    from kiosk.equip import central_of  # it brings Qt, which no far end needs

    vault = find_vault(os.environ)
    return [central_of(central, config, vault) for central in config.centrals if central.courier]


_ALL = T("Everything that waits is on sticks now. Keep this machine as it is until the answer comes back.")
_NEXT = T("This stick is full. Put in the next one and export again; it goes on where this one ended.")


@click.command("import")
@FOLDER
@CONFIG
@DATA
@LANGUAGE
def import_(folder: Path, config_path: Path, data: Path | None, language: str) -> None:
    """Take over the answers in FOLDER: what the centre has is closed here, forms and cases are brought up to date.

    A newer program in FOLDER is taken, too, and starts after the next person.

    Importing twice changes nothing. Exit 1 when a file was refused; nothing is taken from such a file.
    """
    with opened(config_path, data, language) as (config, store), refusing(language, BundleError):
        machine = _machine(config, store)
        done = take_answers(machine, folder)
        newer = take_from_stick(config.updates, folder, best_time(store, machine.clock))
    for name, reason in done.refused:
        click.echo(f"{name}: {say(reason, language)}")
    if done.files:
        tell(done.changed, language)
    for words in newer.says:
        tell(words, language)
    sys.exit(1 if done.refused or newer.refused else 0)


def own_of(config: Config, store: Store) -> Own:
    """Return the keys of this machine."""
    return _machine(config, store).own()


def _machine(config: Config, store: Store) -> Machine:
    return Machine(store, config, "technician", SystemClock())

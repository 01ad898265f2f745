"""`pishkhan export` and `pishkhan import`: this machine's side of a courier, where there is no line at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened, technician
from sync.bundles.cards import Card, Own
from sync.bundles.errors import BundleError, NotForUs
from sync.bundles.exporting import VOLUME, Exporting
from sync.bundles.importing import import_reply
from sync.bundles.origin import written_central
from sync.bundles.reading import check_volume
from sync.keys import find_vault
from sync.store.clock import SystemClock

if TYPE_CHECKING:
    from assets.texts import Text
    from kiosk.config import CentralAddress, Config
    from sync.keys import Vault
    from sync.store import Store
    from sync.store.records import Scope

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
    with opened(config_path, data, language) as (config, store):
        vault = find_vault(os.environ)
        centrals = [central for central in config.centrals if central.courier]
        if not centrals:
            raise click.ClickException(say(T("No centre in the configuration has a courier card."), language))
        finished = [_export(store, config, central, vault, folder, volume, language) for central in centrals]
    sys.exit(0 if all(finished) else 1)


def _export(
    store: Store, config: Config, central: CentralAddress, vault: Vault, folder: Path, volume: int, language: str
) -> bool:
    from kiosk.equip import central_of  # it brings Qt, which no far end needs

    scope = technician(config, central)
    about = written_central(central_of(central, config, vault))
    try:
        own = own_of(store, scope)
        exporting = Exporting(store, scope, own, clock=SystemClock(), new_id=lambda: uuid4().hex, central=about)
        done = exporting.export(folder, Card.read(central.courier), limit=volume)
    except BundleError as refused:
        _say(refused.text, language)
        return False
    _say(
        T("Applications on the stick: {count}, in {files} files.", count=done.records, files=len(done.volumes)),
        language,
    )
    _say(_ALL if done.finished else _NEXT, language)
    return done.finished


_ALL = T("Everything that waits is on sticks now. Keep this machine as it is until the answer comes back.")
_NEXT = T("This stick is full. Put in the next one and export again; it goes on where this one ended.")


@click.command("import")
@FOLDER
@CONFIG
@DATA
@LANGUAGE
def import_(folder: Path, config_path: Path, data: Path | None, language: str) -> None:
    """Take over the answers in FOLDER: what the centre has is closed here, forms and cases are brought up to date.

    Importing twice changes nothing. Exit 1 when a file was refused; nothing is taken from such a file.
    """
    refused = False
    with opened(config_path, data, language) as (config, store):
        for path in sorted(folder.glob("*.age")):
            refused |= not _import(store, config, path, language)
    sys.exit(1 if refused else 0)


def _import(store: Store, config: Config, path: Path, language: str) -> bool:
    by_id = {central.id: central for central in config.centrals if central.courier}
    try:
        known = [Card.read(central.courier) for central in by_id.values()]
        own = own_of(store, technician(config))
        manifest, _ = check_volume(path, own, known)
        central = by_id.get(str(manifest.body.get("central")), config.central)
        done = import_reply(store, technician(config, central), path, own, known)
    except NotForUs:  # what this or another machine has put on the stick for the centre
        return True
    except BundleError as reason:
        click.echo(f"{path.name}: {say(reason.text, language)}")
        return False
    _say(
        T(
            "Answers taken over. Delivered: {delivered}. Came back: {rejected}. Forms: {forms}. Cases: {cases}.",
            delivered=len(done.delivered),
            rejected=len(done.rejected),
            forms=len(done.updated.installed),
            cases=len(done.updated.cases),
        ),
        language,
    )
    return True


def own_of(store: Store, scope: Scope) -> Own:
    """Return the keys of this machine: it signs as it signs everything, and opens with a key made for bundles.

    It is called after office and device: every office has a "counter-1". Raises NameUnfit.
    """
    name = f"{scope.office}.{scope.device}"

    def make() -> bytes:
        return str(Own.generate(name).identity).encode()

    return Own.of(name, store.device.private_key, store.private_keys.get(scope, "courier", make).decode())


def _say(text: Text, language: str) -> None:
    click.echo(say(text, language))

"""`pishkhan store`: is everything that this machine holds whole, and where else is it kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from assets.texts import T
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, located, opened, technician
from kiosk.cli.telling import tell
from kiosk.escrow import escrow_now
from printing.wording import moment
from sync.keys import find_vault
from sync.keys.store_key import load_or_create_store_key, new_store_key
from sync.keys.store_mark import note_mark
from sync.store import Store
from sync.store.backup import back_up
from sync.store.backup import restore as bring_back
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from sync.store.going_back import go_back as take_back
from sync.store.rekeying import rekey as change_key

_WHOLE = T("Everything that is stored here is whole.")
_NOT_WHOLE = T("Not everything is whole. Stop working here, make no new backup over an old one, call the technician.")
_WENT_BACK = T("The store is as it was before the newer program changed it.")
_READ = T("This program reads what is stored here; nothing had to be changed.")
_REKEYED = T("The store has a new key. Backups made before open with the old key only: make a new one now.")


@click.group()
def store() -> None:
    """Check, back up, restore and rekey what this machine holds."""


@store.command()
@CONFIG
@DATA
@LANGUAGE
def check(config_path: Path, data: Path | None, language: str) -> None:
    """Look at every page, file, signature and audit row: exit 1 when something is not as it was written."""
    with opened(config_path, data, language) as (_, opened_store):
        checked = check_store(opened_store)
    for problem in checked.problems:
        tell(problem, language)
    counted = T(
        "Looked at: applications {submissions}, attached files {attachments}, files of forms {media}, acts {acts}.",
        submissions=checked.submissions,
        attachments=checked.attachments,
        media=checked.media,
        acts=checked.audit_rows,
    )
    tell(counted, language)
    tell(_NOT_WHOLE if checked.problems else _WHOLE, language)
    sys.exit(1 if checked.problems else 0)


@store.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@CONFIG
@DATA
@LANGUAGE
def backup(file: Path, config_path: Path, data: Path | None, language: str) -> None:
    """Write everything into FILE, whole or not at all; works while the counter is open."""
    with opened(config_path, data, language) as (config, opened_store):
        made = back_up(opened_store, file, technician(config))
    tell(
        T("Backed up: {files} files, {size} bytes, in {name}.", files=made.files, size=made.size, name=file.name),
        language,
    )


@store.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CONFIG
@DATA
@LANGUAGE
def restore(file: Path, config_path: Path, data: Path | None, language: str) -> None:
    """Bring the backup FILE back into an empty store, once all of it was read and found whole."""
    with located(config_path, data, language) as (config, folder, vault):
        key = load_or_create_store_key(vault, store_exists=True)  # a key made now would not open the backup
        restored = bring_back(file, folder, key, SystemClock(), technician(config))
        with Store.open(folder, key, SystemClock(), beside=True) as opened_store:
            note_mark(vault, opened_store)
    done = T(
        "Brought back: {count} applications, as they stood on {moment}.",
        count=restored.submissions,
        moment=moment(restored.made_at.astimezone(), language),
    )
    tell(done, language)


@store.command("go-back")
@CONFIG
@DATA
@LANGUAGE
def go_back(config_path: Path, data: Path | None, language: str) -> None:
    """Bring the store back as it was before a newer program changed it, unless somebody used that one since."""
    with located(config_path, data, language) as (config, folder, vault):
        key = load_or_create_store_key(vault, store_exists=True)
        changed = take_back(folder, key, SystemClock(), technician(config))
        if changed:
            with Store.open(folder, key, SystemClock(), beside=True) as opened_store:
                note_mark(vault, opened_store)
    tell(_WENT_BACK if changed else _READ, language)


@store.command()
@CONFIG
@DATA
@LANGUAGE
def rekey(config_path: Path, data: Path | None, language: str) -> None:
    """Give the store a new random key and keep that in the keyring; the counter must be closed."""
    with located(config_path, data, language) as (config, folder, vault):
        key = new_store_key()
        change_key(vault, folder, key, SystemClock(), technician(config))
        escrow_now(config, folder, key)
    tell(_REKEYED, language)


@store.command()
@CONFIG
@DATA
@LANGUAGE
def accept(config_path: Path, data: Path | None, language: str) -> None:
    """Accept the store that is here, where the counter refuses to open because it is older than what it had."""
    with opened(config_path, data, language) as (config, opened_store):
        size = str(opened_store.audit.size())
        opened_store.settings.put(technician(config), "store.accepted", size, act_name="store.accept")
        note_mark(find_vault(os.environ), opened_store)
    tell(T("The store that is here is accepted as it is."), language)

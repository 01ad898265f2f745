"""Backing the store up while the counter is open, and bringing a backup back into an empty one.

A backup is readable with the store's own key only. It holds the keys of drafts that are shredded later: keep it as
long as it is needed, and no longer.
"""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING

from sync.store.acts import Acts
from sync.store.archive import unpack
from sync.store.checking import check_store
from sync.store.checkpoints import add_checkpoint
from sync.store.durable import sync_folder
from sync.store.errors import BackupDamaged, BackupOfOtherKey, StoreBusy, StoreDamaged, StoreNotEmpty
from sync.store.file import StoreFile
from sync.store.layout import DATABASE, KEY_CHECK, key_check
from sync.store.snapshot import write_snapshot
from sync.store.sqlcipher import faults_told
from sync.store.store import Store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sync.store.clock import Clock
    from sync.store.records import Scope

_FOLDERS = ("attachments", "media")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: files in all, and its size in bytes."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: how many submissions, and when the backup was made."""

    submissions: int
    made_at: datetime


def back_up(store: Store, target: Path, scope: Scope) -> BackedUp:
    """Write everything that `store` holds into the one file `target`, whole or not at all, synced.

    Works while others write: the backup is the store of one moment. Raises StoreDamaged when a file is missing that
    the store names (see check_store), StoreFull, StoreFault.
    """
    files = write_snapshot(store.file, target)
    with closing(store.file.connect()) as connection, Acts(connection, store.file.clock).act(scope) as act:
        act.record("store.backup", target.name, str(files))
        add_checkpoint(act, store.device)
    return BackedUp(files, target.stat().st_size)


def restore(archive: Path, folder: Path, key: bytes, clock: Clock, scope: Scope) -> Restored:
    """Put the store that `archive` holds into `folder`, once everything in it was read and found whole.

    Raises StoreNotEmpty, BackupDamaged, BackupOfOtherKey, StoreLocked, StoreNewer; then nothing has changed.
    """
    if (folder / DATABASE).exists():
        with closing(StoreFile(folder, key, clock, beside=False)) as file:
            _require_empty(file)
    staged = folder.with_name(f"{folder.name}.restoring")
    with faults_told(folder.parent):
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700, parents=True)
    try:
        with faults_told(folder.parent):
            made_at = unpack(archive, staged)
        submissions = verify_unpacked(staged, key, clock, scope)
        _take_place(staged, folder, key, clock)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Restored(submissions, made_at)


def verify_unpacked(staged: Path, key: bytes, clock: Clock, scope: Scope) -> int:
    """Open the unpacked store, look it through, and record in it that it was brought back; returns its submissions."""
    if not compare_digest((staged / KEY_CHECK).read_bytes(), key_check(key)):
        raise BackupOfOtherKey
    try:
        with Store.open(staged, key, clock, beside=True) as store:
            checked = check_store(store)
            if checked.problems:
                raise BackupDamaged
            with closing(store.file.connect()) as connection, Acts(connection, clock).act(scope) as act:
                act.record("store.restore", "", str(checked.submissions))
                add_checkpoint(act, store.device)
    except StoreDamaged as error:
        raise BackupDamaged from error
    return checked.submissions


def _take_place(staged: Path, folder: Path, key: bytes, clock: Clock) -> None:
    """Put the unpacked store where an empty one is.

    Raises StoreBusy where the empty one has a log that could not be closed: it would be read as the log of the other.
    """
    with closing(StoreFile(folder, key, clock, beside=False)) as file:
        if not file.alone():
            raise StoreBusy
        _require_empty(file)
        if file.has_log():
            raise StoreBusy
        move_in(staged, folder)


def move_in(staged: Path, folder: Path) -> None:
    """Let the files come first and the database last: cut off before it, the store in `folder` is the one before.

    Whoever calls it is alone, and has closed that one's log.
    """
    with faults_told(folder):
        for name in _FOLDERS:
            (folder / name).mkdir(mode=0o700, exist_ok=True)
            for path in (staged / name).iterdir():
                path.replace(folder / name / path.name)
            sync_folder(folder / name)
        (staged / KEY_CHECK).replace(folder / KEY_CHECK)
        (staged / DATABASE).replace(folder / DATABASE)
        sync_folder(folder)


def _require_empty(file: StoreFile) -> None:
    with closing(file.connect()) as connection:
        row = connection.row("select (select count(*) from submissions) + (select count(*) from drafts)")
    if row is not None and row[0]:
        raise StoreNotEmpty(int(row[0]))

"""Going back from a newer program: the store as it was before that one migrated it, unless somebody used it since.

An application is worth more than a program: where the register shows anything since that a person did, nothing is
touched, and the newer program has to go on.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from sync.store.archive import unpack
from sync.store.backup import move_in, verify_unpacked
from sync.store.errors import NewerInUse, NoWayBack, StoreBusy, StoreLocked, WrongKey
from sync.store.layout import BEFORE_MIGRATION, DATABASE
from sync.store.locks import FileLock
from sync.store.migrations import VERSION
from sync.store.sqlcipher import DatabaseError, connect, faults_told, is_unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from sync.store.clock import Clock
    from sync.store.records import Scope

log = logging.getLogger(__name__)
_PROGRAM = ("program", "delivery")  # comes again by itself; a health report as another one, which the centre notices
_HARMLESS = ("staff.enter", "staff.try", "store.backup")


def go_back(folder: Path, key: bytes, clock: Clock, scope: Scope) -> bool:
    """Bring back what a newer program migrated, in a form that this one reads; False where this one reads it anyway.

    Raises NewerInUse, NoWayBack, StoreLocked, StoreBusy, BackupDamaged, BackupOfOtherKey; then nothing has changed.
    """
    if not (folder / DATABASE).exists():
        return False
    staged = folder.with_name(f"{folder.name}.going-back")
    with ExitStack() as held, faults_told(folder):
        _take_alone(folder, held)
        newer = _Reading(folder / DATABASE, key)
        if newer.version() <= VERSION:
            return False
        shutil.rmtree(staged, ignore_errors=True)
        held.callback(shutil.rmtree, staged, ignore_errors=True)
        staged.mkdir(mode=0o700)
        unpack(_way_back(folder), staged)
        before = _Reading(staged / DATABASE, key)
        if before.version() > VERSION:
            raise NoWayBack
        _require_unused(newer, before)
        verify_unpacked(staged, key, clock, scope)
        _close_log(folder, key)
        move_in(staged, folder)
    log.info("the store is as it was before a newer program migrated it")
    return True


class _Reading:
    """A store of any schema, of which nothing is known but its version and its register."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key

    def version(self) -> int:
        with closing(self._open().conn) as database:
            try:
                return int(database.execute("select max(version) from store_schema").fetchone()[0])
            except DatabaseError as error:
                raise (WrongKey() if is_unreadable(error) else NoWayBack()) from error

    def register(self, after: int) -> list[tuple[int, bytes, str, str]]:
        """Return number, hash, act and actor of each row from `after` on; a register that reads otherwise is none."""
        with closing(self._open().conn) as database:
            try:
                rows = database.execute(
                    "select number, hash, act, actor from audit where number >= ? order by number", (after,)
                ).fetchall()
            except DatabaseError as error:
                raise NewerInUse from error
        return [(int(row[0]), bytes(row[1]), str(row[2]), str(row[3])) for row in rows]

    def last(self) -> int:
        with closing(self._open().conn) as database:
            return int(database.execute("select coalesce(max(number), 0) from audit").fetchone()[0])

    def _open(self) -> Database:
        return connect(self._path, self._key, read_only=True)


def _require_unused(newer: _Reading, before: _Reading) -> None:
    """Raise NewerInUse unless the newer register is the older one and then nothing but what comes again by itself."""
    last = before.last()
    rows = newer.register(last)
    if last:
        if not rows or rows[0][:2] != before.register(last)[0][:2]:
            raise NewerInUse
        rows = rows[1:]
    if any(actor not in _PROGRAM and act not in _HARMLESS for _, _, act, actor in rows):
        raise NewerInUse


def _take_alone(folder: Path, held: ExitStack) -> None:
    instance, use = (held.enter_context(FileLock(folder / name)) for name in ("kiosk.lock", "store.lock"))
    if not instance.take():
        raise StoreLocked
    if not use.take():
        raise StoreBusy


def _way_back(folder: Path) -> Path:
    found = list(folder.glob(BEFORE_MIGRATION.format(version="*")))
    if not found:
        raise NoWayBack
    return max(found, key=lambda path: path.stat().st_mtime)


def _close_log(folder: Path, key: bytes) -> None:
    """Move the newer store's log into it: beside the older one it would be read as that one's."""
    with closing(connect(folder / DATABASE, key).conn) as database:
        database.execute("pragma wal_checkpoint(truncate)").fetchone()
    log_file = folder / f"{DATABASE}-wal"
    if log_file.exists() and log_file.stat().st_size:
        raise StoreBusy

"""The way back from a migration: a backup of the whole store, made before the first byte changes, kept for a week."""

from __future__ import annotations

import logging
import shutil
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from sync.store.columns import read
from sync.store.errors import NoRoomToMigrate, StoreFull
from sync.store.layout import BEFORE_MIGRATION
from sync.store.snapshot import write_snapshot
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from sync.store.file import StoreFile

log = logging.getLogger(__name__)
KEPT = timedelta(days=7)  # it holds the keys of drafts that are shredded since, so it must not stay
_COPIES = 2  # the database is copied once beside the store and once into the backup


def keep_way_back(file: StoreFile, version: int) -> None:
    """Write a backup beside the store that is about to become `version`; nothing else has changed before.

    Raises NoRoomToMigrate where the disk has no place for it.
    """
    with faults_told(file.folder):
        for older in file.folder.glob(BEFORE_MIGRATION.format(version="*")):
            older.unlink()
        needed = _size(file)
        if shutil.disk_usage(file.folder).free < needed:
            raise NoRoomToMigrate(needed)
    target = file.folder / BEFORE_MIGRATION.format(version=version)
    try:
        files = write_snapshot(file, target)
    except StoreFull as full:
        raise NoRoomToMigrate(needed) from full
    log.info("the store was backed up into %s before its migration: %d files", target.name, files)


def drop_way_back(file: StoreFile) -> None:
    """Remove the backup once the store has worked for a week as it is now."""
    left = list(file.folder.glob(BEFORE_MIGRATION.format(version="*")))
    if not left:
        return
    with closing(file.connect()) as connection:
        row = connection.row("select applied_at from store_schema order by version desc limit 1")
    if row is not None and abs(file.clock.now() - read(row["applied_at"])) > KEPT:
        with faults_told(file.folder):
            for path in left:
                path.unlink(missing_ok=True)


def _size(file: StoreFile) -> int:
    database = sum(path.stat().st_size for path in file.folder.glob(f"{file.path.name}*"))
    parts = (path for name in ("attachments", "media") for path in (file.folder / name).glob("*"))
    return _COPIES * database + sum(path.stat().st_size for path in parts)

"""A store of one moment as an archive: the database copied under its own key, and every file that the copy names."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

from sync.store.archive import ArchiveWriter
from sync.store.durable import TEMPORARY, durable_file
from sync.store.errors import StoreDamaged
from sync.store.layout import DATABASE, KEY_CHECK
from sync.store.media import MEDIA_KEY, media_path
from sync.store.sqlcipher import connect, faults_told

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.file import StoreFile

_TRIES = 5
_ATTACHMENTS = "select file from attachments"
_MEDIA = "select distinct sha256 from form_media"


class _FileGoneError(Exception):
    """A file that the snapshot names was replaced since."""


def write_snapshot(file: StoreFile, target: Path) -> int:
    """Write everything the store holds into the one file `target`, synced, whole or not at all; returns its files.

    Works while others write, and on a store of any schema. Raises StoreDamaged when a file is missing that the store
    names, StoreFull, StoreFault.
    """
    for _ in range(_TRIES):
        copy = file.folder / f"{TEMPORARY}{uuid4().hex}"
        try:
            with faults_told(target.parent), durable_file(target) as archive:
                return _write(file, copy, ArchiveWriter(archive))
        except _FileGoneError:  # a visitor replaced a photo since the copy: take the store of this moment
            continue
        finally:
            copy.unlink(missing_ok=True)
    raise StoreDamaged


def _write(file: StoreFile, copy: Path, archive: ArchiveWriter) -> int:
    with closing(file.connect()) as connection:
        connection.execute("vacuum into ?", (str(copy),))  # under the same key
    archive.add(DATABASE, copy)
    archive.add(KEY_CHECK, file.folder / KEY_CHECK)
    for path in _named(file.folder, copy, file.key):
        try:
            archive.add(f"{path.parent.name}/{path.name}", path)
        except FileNotFoundError as error:
            raise _FileGoneError from error
    return archive.finish(file.clock.now())


def _named(folder: Path, copy: Path, key: bytes) -> list[Path]:
    """Return the files in `folder` that the store `copy` names."""
    with closing(connect(copy, key, read_only=True).conn) as connection:
        found = [folder / "attachments" / row[0] for row in connection.execute(_ATTACHMENTS)]
        sealed_by = connection.execute(MEDIA_KEY).fetchone()
        media = [row[0] for row in connection.execute(_MEDIA)]
    return found + [media_path(folder / "media", sealed_by[0], sha256) for sha256 in media]

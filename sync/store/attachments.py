"""Attachments: sealed files that are on the disk, synced, before the row that names them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.store.columns import read_optional, written
from sync.store.data_keys import data_key, drop_key, keep_key, sealing_context
from sync.store.durable import sync_folder
from sync.store.errors import AttachmentRefused, NoSuchRecord, StoreDamaged, StoreError
from sync.store.records import Attachment, RecordKey
from sync.store.sealed_files import keep_sealed, open_sealed
from sync.store.sealing import new_key
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from sync.store.acts import Act, Acts
    from sync.store.connection import Row
    from sync.store.records import Scope
    from sync.store.sealed_files import Source

log = logging.getLogger(__name__)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")  # quotes, blanks or & in a name: some servers lose the file
_OF_KEY = "central = ? and instance_id = ?"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A sealed file on the disk that no row names yet: its name in the record, in the folder, and its key."""

    name: str
    mediatype: str
    size: int
    sha256: str
    file: str
    key: bytes = field(repr=False)


class Attachments:
    """The files of drafts and submissions; finalising turns a draft's into the submission's without moving a byte."""

    def __init__(self, folder: Path, acts: Acts) -> None:
        self._folder = folder
        self._acts = acts
        self._connection = acts.connection

    def add(self, scope: Scope, key: RecordKey, name: str, mediatype: str, content: BinaryIO) -> Attachment:
        """Keep `content` as `name` of the draft, in place of one of that name; on the disk when this returns.

        Raises AttachmentRefused for a name that is no plain file name, NoSuchRecord without a draft, StoreFull.
        """
        if not _NAME.fullmatch(name):
            raise AttachmentRefused(name)
        written_file = self.write(key, name, mediatype, content)
        try:
            with self._acts.act(scope) as act:
                self._require_draft(key)
                replaced = self.drop(act, key, [name])
                self.put(act, key, written_file)
        except StoreError:
            self.unlink([written_file.file])
            raise
        if replaced:
            self._connection.shred()
            self.unlink(replaced)
        return Attachment(key, name, mediatype, written_file.size, written_file.sha256, None)

    def write(self, key: RecordKey, name: str, mediatype: str, content: Source) -> WrittenFile:
        """Write `content` sealed and synced; no row names it yet, so that a crash leaves nothing but what is swept."""
        data = new_key()
        sealed = keep_sealed(self._folder, data, sealing_context(key, name), content)
        return WrittenFile(name, mediatype, sealed.size, sealed.sha256, sealed.name, data)

    def put(self, act: Act, key: RecordKey, file: WrittenFile) -> None:
        """Name a written file as an attachment of the record, inside an act."""
        keep_key(act, key, file.name, file.key)
        about = (file.name, file.mediatype, file.size, file.sha256, file.file, written(act.at))
        act.connection.execute(
            "insert into attachments values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
            (key.central, *act.who[1:], key.instance_id, *about),
        )

    def open(self, key: RecordKey, name: str) -> BinaryIO:
        """Return a stream of the plain bytes, 64 KiB in memory at a time; raises NoSuchRecord, StoreDamaged."""
        row = self._connection.row(f"select file from attachments where {_OF_KEY} and name = ?", (*_values(key), name))
        if row is None:
            raise NoSuchRecord(name)
        data = data_key(self._connection, key, name)
        with faults_told(self._folder):
            try:
                return open_sealed(self._folder / row["file"], data, sealing_context(key, name))
            except FileNotFoundError as error:
                raise StoreDamaged from error

    def of(self, key: RecordKey) -> tuple[Attachment, ...]:
        """Return the record's attachments by name."""
        rows = self._connection.rows(f"select * from attachments where {_OF_KEY} order by name", _values(key))
        return tuple(_attachment(row) for row in rows)

    def remove(self, scope: Scope, key: RecordKey, name: str) -> None:
        """Shred one attachment of a draft; a submission's attachments stay."""
        with self._acts.act(scope) as act:
            self._require_draft(key)
            files = self.drop(act, key, [name])
        self._connection.shred()
        self.unlink(files)

    def drop(self, act: Act, key: RecordKey, names: Iterable[str] | None = None) -> list[str]:
        """Delete the rows and keys of `names` (None: all), inside an act; returns the files to `unlink` after it."""
        wanted = None if names is None else set(names)
        dropped = []
        for row in act.connection.rows(f"select name, file from attachments where {_OF_KEY}", _values(key)):
            if wanted is None or row["name"] in wanted:
                drop_key(act.connection, key, row["name"])
                act.connection.execute(
                    f"delete from attachments where {_OF_KEY} and name = ?", (*_values(key), row["name"])
                )
                dropped.append(row["file"])
        return dropped

    def unlink(self, files: Iterable[str]) -> None:
        """Remove sealed files that no row names any more; what a crash or the disk leaves of them, `sweep` takes.

        Their keys are gone already, so nothing that failed here can be read, and no act that is done fails for it.
        """
        try:
            for file in files:
                (self._folder / file).unlink(missing_ok=True)
            sync_folder(self._folder)
        except OSError:
            log.warning("files that are no longer needed could not be removed now", exc_info=True)

    def sweep(self) -> int:
        """Remove the files that no row names, left by a crash; returns how many. Only while no other process adds."""
        named = {row["file"] for row in self._connection.rows("select file from attachments")}
        with faults_told(self._folder):
            nameless = [path.name for path in self._folder.iterdir() if path.name not in named]
        self.unlink(nameless)
        return len(nameless)

    def _require_draft(self, key: RecordKey) -> None:
        if self._connection.row(f"select 1 from drafts where {_OF_KEY}", _values(key)) is None:
            raise NoSuchRecord(key.instance_id)


def _values(key: RecordKey) -> tuple[str, str]:
    return (key.central, key.instance_id)


def _attachment(row: Row) -> Attachment:
    return Attachment(
        key=RecordKey(row["central"], row["instance_id"]),
        name=row["name"],
        mediatype=row["mediatype"],
        size=row["size"],
        sha256=row["sha256"],
        acknowledged_at=read_optional(row["acknowledged_at"]),
    )

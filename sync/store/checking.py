"""Looks the whole store through: pages, schema, frozen bytes, files and the audit log, each against what was noted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlite_utils import Database

from assets.texts import T
from sync.store.device_signature import is_signed
from sync.store.errors import AuditBroken, MediaMissing, NoSuchRecord, StoreDamaged
from sync.store.migrations import MIGRATIONS
from sync.store.records import RecordKey, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from assets.texts import Text
    from sync.store.connection import Connection, Row
    from sync.store.store import Store

_BLOCK = 64 * 1024
_SCHEMA = "select type, name, sql from sqlite_master where name not like 'sqlite_%' and name <> 'store_schema'"
_SUBMISSIONS = (
    "select counter, central, instance_id, code, sha256, signature, status from submissions where counter > ? "
    "order by counter limit 500"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and every problem in words for the technician; no problems: all is as it was written."""

    submissions: int = 0
    attachments: int = 0
    media: int = 0
    audit_rows: int = 0
    problems: tuple[Text, ...] = ()


class _Check:
    def __init__(self, store: Store, connection: Connection) -> None:
        self._store, self._connection = store, connection
        self.problems: list[Text] = []

    def schema(self) -> None:
        """The tables and triggers are those that the migrations make."""
        expected = Database(memory=True)
        for script in MIGRATIONS:
            expected.executescript(script)
        made = {tuple(row) for row in expected.execute(_SCHEMA)}
        expected.conn.close()
        found = {tuple(row) for row in self._connection.rows(_SCHEMA)}
        for name in sorted({str(row[1]) for row in made ^ found}):
            self.problems.append(T("The table or rule {name} in the store was changed by hand.", name=name))

    def payloads(self) -> int:
        """The frozen bytes are those that were signed; returns how many submissions there are."""
        count, public_key = 0, self._store.device.public_key
        for row in self._submissions():
            count += 1
            try:
                xml = self._store.submissions.xml(RecordKey(row["central"], row["instance_id"]))
            except NoSuchRecord:
                if row["status"] == Status.SUBMITTED:  # shredded after its delivery: the stub is all that stays
                    continue
                xml = b""
            if sha256(xml).hexdigest() != row["sha256"] or not is_signed(xml, row["signature"], public_key):
                self.problems.append(T("The application {code} is not what was recorded.", code=row["code"]))
        return count

    def attachments(self) -> int:
        """Every file that a row names can be read and is what was added; returns how many."""
        rows = self._connection.rows("select central, instance_id, name, sha256, size, file from attachments")
        for row in rows:
            if not self._whole(row) and self._still_named(row):
                said = T(
                    "The photo or file {name} of {record} is missing or damaged.",
                    name=row["name"],
                    record=row["instance_id"],
                )
                self.problems.append(said)
        return len(rows)

    def media(self) -> int:
        """Every media file of a form has the content it is named by; returns how many."""
        seen: set[str] = set()
        for form in self._connection.rows("select distinct form_id, sha256, name from form_media"):
            if form["sha256"] in seen:
                continue
            seen.add(form["sha256"])
            try:
                whole = sha256(self._store.forms.media_file(form["sha256"], form["name"])).hexdigest() == form["sha256"]
            except (MediaMissing, StoreDamaged):
                whole = False
            if not whole:
                said = T("The file {name} of the form {form} is damaged.", name=form["name"], form=form["form_id"])
                self.problems.append(said)
        return len(seen)

    def audit(self) -> int:
        """The audit log holds together; returns how many rows it has."""
        try:
            return self._store.audit.verify()
        except AuditBroken as broken:
            self.problems.append(broken.text)
            return broken.number - 1

    def _submissions(self) -> Iterator[Row]:
        after = -1
        while rows := self._connection.rows(_SUBMISSIONS, (after,)):
            yield from rows
            after = rows[-1]["counter"]

    def _whole(self, row: Row) -> bool:
        try:
            with self._store.attachments.open(RecordKey(row["central"], row["instance_id"]), row["name"]) as stream:
                return _measured(stream) == (row["sha256"], row["size"])
        except (StoreDamaged, NoSuchRecord):
            return False

    def _still_named(self, row: Row) -> bool:
        """Whether the file is still wanted: at the open counter a visitor may have replaced it meanwhile."""
        return bool(self._connection.rows("select 1 from attachments where file = ?", (row["file"],)))


def check_store(store: Store) -> Checked:
    """Look the whole store through, also while the counter is open; takes time in proportion to its size.

    A damaged page is the only problem told then: what is read from such a file says nothing.
    """
    try:
        store.check()
    except StoreDamaged as damaged:
        return Checked(problems=(damaged.text,))
    with closing(store.file.connect()) as connection:
        check = _Check(store, connection)
        check.schema()
        counts = (check.payloads(), check.attachments(), check.media(), check.audit())
    return Checked(*counts, tuple(check.problems))


def _measured(stream: BinaryIO) -> tuple[str, int]:
    digest, size = sha256(), 0
    while block := stream.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size

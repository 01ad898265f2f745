"""Receiving submissions: the table of what a real ODK Central answers, one transaction for each POST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from forms.tracking import tracking_code
from sync.central import entities
from sync.central.database import every, one
from sync.central.errors import (
    Deleted,
    DifferentXml,
    EditingClosed,
    InstanceTaken,
    NoRights,
    NotAccepting,
    NotAuthenticated,
    NotFound,
    OutOfDate,
    UnknownPredecessor,
    UnknownVersion,
)
from sync.central.publishing import Form, find_form, find_version, is_assigned
from sync.central.submission_xml import ReceivedXml, attachment_names, read_submission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from sync.central.app_users import AppUser
    from sync.central.blobs import IncomingFile
    from sync.central.database import Row
    from sync.central.records import Records


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came with a submission: on the disk, but kept only if the submission names it."""

    file: IncomingFile
    content_type: str


@dataclass(frozen=True, slots=True)
class _Arrival:
    """All that one POST brings: who, what, for which version of the form, and when."""

    user: AppUser | None
    received: ReceivedXml
    form: Form
    files: Mapping[str, ReceivedFile]
    device_id: str | None
    now: str


def receive(
    records: Records, user: AppUser, data: bytes, files: Mapping[str, ReceivedFile], *, device_id: str | None
) -> str:
    """Take one POST of a submission and return its instanceID; everything of it is kept, or nothing.

    The same bytes again change nothing but may bring files that were missing; files that the XML does not name are
    dropped. Raises Refused as Central does.
    """
    received = read_submission(data)
    with records.database.writing() as db:
        form = _accepting_form(db, user, received)
        arrival = _Arrival(user, received, form, files, device_id, records.timestamp())
        if not received.instance_id:
            return _create(db, arrival, f"uuid:{_invented(records)}")
        known = one(db, _VERSION, form.id, received.instance_id)
        if known is None:
            return _correct(db, arrival) if received.deprecated_id else _create(db, arrival, received.instance_id)
        _require_same(known, received)
        _store_files(db, known["id"], files)
        return received.instance_id


_VERSION = """
SELECT v.id, v.submission, v.instance_id, v.xml, v.current, s.deleted_at, s.app_user
FROM submission_versions v JOIN submissions s ON s.id = v.submission WHERE v.form = ? AND v.instance_id = ?
"""


def _accepting_form(db: Database, user: AppUser, received: ReceivedXml) -> Form:
    form = find_version(db, received.form_id, received.version)
    if form is None:
        raise UnknownVersion(received.version)
    if form.state == "closed":
        raise NotAccepting
    if not is_assigned(db, user.id, form):
        raise NotAuthenticated
    return form


def _require_same(known: Row, received: ReceivedXml) -> None:
    if known["deleted_at"] is not None:
        raise Deleted
    if not known["current"]:
        raise OutOfDate
    if known["xml"] != received.data:
        raise InstanceTaken if received.deprecated_id else DifferentXml


def _create(db: Database, arrival: _Arrival, instance_id: str) -> str:
    row: Row = {"form": arrival.form.id, "instance_id": instance_id, "code": tracking_code(instance_id)}
    row |= {
        "instance_name": arrival.received.instance_name,
        "app_user": _id(arrival.user),
        "device_id": arrival.device_id,
        "received_at": arrival.now,
    }
    submission = int(cast("int", db.table("submissions").insert(row | {"status": "delivered"}).last_pk))
    version = _add_version(db, arrival, submission, instance_id)
    _store_files(db, version, arrival.files)
    entities.apply_submission(
        db,
        arrival.form.definition,
        arrival.received.root,
        app_user=_id(arrival.user),
        submission=submission,
        now=arrival.now,
    )
    return instance_id


def _correct(db: Database, arrival: _Arrival) -> str:
    """Put a whole new version in the place of the record's current one; its files move on to the new version."""
    deprecated_id = arrival.received.deprecated_id
    previous = one(db, _VERSION, arrival.form.id, deprecated_id)
    if previous is None:
        raise UnknownPredecessor(deprecated_id)
    if previous["deleted_at"] is not None:
        raise Deleted
    if not previous["current"]:
        raise OutOfDate(deprecated_id)
    if arrival.form.state != "open":
        raise EditingClosed
    db.execute("UPDATE submission_versions SET current = 0 WHERE submission = ?", [previous["submission"]])
    db.execute(
        "UPDATE submissions SET edited = 1, instance_name = ? WHERE id = ?",
        [arrival.received.instance_name, previous["submission"]],
    )
    version = _add_version(db, arrival, previous["submission"], arrival.received.instance_id)
    db.execute(_CARRY_FILES, [previous["id"], version])
    _store_files(db, version, arrival.files)
    return arrival.received.instance_id


_CARRY_FILES = """
UPDATE attachments SET (sha256, size, content_type) = (
    SELECT old.sha256, old.size, old.content_type FROM attachments old
    WHERE old.submission_version = ?1 AND old.name = attachments.name
) WHERE submission_version = ?2
"""


def _add_version(db: Database, arrival: _Arrival, submission: int, instance_id: str) -> int:
    row: Row = {"submission": submission, "form": arrival.form.id, "form_version": arrival.form.version_id}
    row |= {"instance_id": instance_id, "xml": arrival.received.data, "received_at": arrival.now, "current": 1}
    version = int(cast("int", db.table("submission_versions").insert(row).last_pk))
    for name in attachment_names(arrival.received, arrival.form.definition):
        db.execute("INSERT INTO attachments (submission_version, name) VALUES (?, ?)", [version, name])
    return version


def _store_files(db: Database, version: int, files: Mapping[str, ReceivedFile]) -> None:
    """Keep the files that the version's XML names, and forget the others, as Central does without a word."""
    for row in every(db, "SELECT name FROM attachments WHERE submission_version = ?", version):
        received = files.get(row["name"])
        if received is None:
            continue
        blob = received.file.keep()
        db.execute(
            "UPDATE attachments SET sha256 = ?, size = ?, content_type = ? WHERE submission_version = ? AND name = ?",
            [blob.sha256, blob.size, received.content_type, version, row["name"]],
        )


def receive_file(
    records: Records, user: AppUser, form_id: str, instance_id: str, name: str, file: ReceivedFile
) -> None:
    """Take one late file of a record, with an acknowledgement of its own.

    Raises NotFound when there is no such record or it does not name the file, NoRights when the file is there
    already, the record is somebody else's, or it was edited since.
    """
    with records.database.writing() as db:
        form = find_form(db, form_id)
        known = one(db, _VERSION, form.id, instance_id)
        if known is None or known["deleted_at"] is not None:
            raise NotFound
        place = one(db, "SELECT sha256 FROM attachments WHERE submission_version = ? AND name = ?", known["id"], name)
        if place is None:
            raise NotFound
        if known["app_user"] != user.id or not known["current"] or place["sha256"] is not None:
            raise NoRights
        _store_files(db, known["id"], {name: file})


def edit_in_office(records: Records, form_id: str, data: bytes) -> str:
    """Put a whole new version, which names the one it replaces as deprecatedID, in place; return its instanceID.

    Raises Refused as for a correction by an app user.
    """
    received = read_submission(data)
    with records.database.writing() as db:
        form = find_version(db, form_id, received.version)
        if form is None or received.form_id != form_id:
            raise UnknownVersion(received.version)
        return _correct(db, _Arrival(None, received, form, {}, None, records.timestamp()))


def _id(user: AppUser | None) -> int | None:
    return None if user is None else user.id


def _invented(records: Records) -> UUID:
    return UUID(bytes=records.secret(12).encode()[:16], version=4)

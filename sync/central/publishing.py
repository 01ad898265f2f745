"""Forms and their media files: published, listed, opened and closed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import md5
from typing import TYPE_CHECKING, Literal, cast

from sync.central.database import every, one
from sync.central.errors import BadValue, NotFound, VersionTaken
from sync.central.xform import PublishedXForm, read_xform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from sync.central.blobs import Blob
    from sync.central.database import Row
    from sync.central.records import Records

FormState = Literal["open", "closing", "closed"]
FORM_STATES: tuple[FormState, ...] = ("open", "closing", "closed")


@dataclass(frozen=True, slots=True)
class Form:
    """One published version of a form; `id` and `version_id` are rows, `md5` is of the XForm's bytes."""

    id: int
    form_id: str
    state: FormState
    version_id: int
    version: str
    title: str
    md5: str
    xform: bytes

    @property
    def definition(self) -> PublishedXForm:
        """Return what the definition's bytes say."""
        return _read(self.xform)


@lru_cache(maxsize=64)
def _read(xform: bytes) -> PublishedXForm:
    return read_xform(xform)


_FORM = """
SELECT f.id, f.form_id, f.state, v.id AS version_id, v.version, v.title, v.md5, v.xform
FROM forms f JOIN form_versions v ON v.form = f.id
"""


def publish(records: Records, xform: bytes, media: Mapping[str, bytes], *, source: str = "the form") -> Form:
    """Publish `xform` with its `media` files as the current version, for every app user there is.

    The same bytes again change nothing. Raises FormUnusable, or VersionTaken when the same version was published
    with another definition.
    """
    definition = read_xform(xform, source=source)
    kept = {name: records.blobs.put(content) for name, content in media.items()}
    with records.database.writing() as db:
        form = _form_row(db, definition.form_id)
        _publish_version(db, form, definition, xform, records.timestamp())
        for name, blob in kept.items():
            _attach(db, form, name, blob)
        _declare_dataset(db, definition)
        return find_form(db, definition.form_id)


def attach(records: Records, form_id: str, name: str, content: bytes) -> None:
    """Attach a media file to the form, in the place of one of the same name; raises NotFound."""
    blob = records.blobs.put(content)
    with records.database.writing() as db:
        _attach(db, find_form(db, form_id).id, name, blob)


def _attach(db: Database, form: int, name: str, blob: Blob) -> None:
    row = {"form": form, "name": name, "sha256": blob.sha256, "md5": blob.md5, "size": blob.size}
    db.table("form_media").insert(row, replace=True)


def _form_row(db: Database, form_id: str) -> int:
    row = one(db, "SELECT id FROM forms WHERE form_id = ?", form_id)
    if row is not None:
        return int(row["id"])
    form = int(cast("int", db.table("forms").insert({"form_id": form_id}).last_pk))
    db.execute("INSERT INTO assignments (app_user, form) SELECT id, ? FROM app_users WHERE revoked_at IS NULL", [form])
    return form


def _publish_version(db: Database, form: int, definition: PublishedXForm, xform: bytes, now: str) -> None:
    digest = md5(xform, usedforsecurity=False).hexdigest()
    row = one(db, "SELECT md5 FROM form_versions WHERE form = ? AND version = ?", form, definition.version)
    if row is not None and row["md5"] != digest:
        raise VersionTaken(definition.form_id, definition.version)
    db.execute("UPDATE form_versions SET current = 0 WHERE form = ?", [form])
    if row is not None:
        db.execute("UPDATE form_versions SET current = 1 WHERE form = ? AND version = ?", [form, definition.version])
        return
    version: Row = {"form": form, "version": definition.version, "title": definition.title, "xform": xform}
    db.table("form_versions").insert(version | {"md5": digest, "published_at": now, "current": 1})


def _declare_dataset(db: Database, definition: PublishedXForm) -> None:
    if definition.dataset is None:
        return
    db.execute("INSERT OR IGNORE INTO datasets (name) VALUES (?)", [definition.dataset])
    for _, name in definition.savetos:
        db.execute(
            "INSERT OR IGNORE INTO dataset_properties (dataset, name, position) "
            "SELECT ?1, ?2, count(*) FROM dataset_properties WHERE dataset = ?1",
            [definition.dataset, name],
        )


def find_form(db: Database, form_id: str) -> Form:
    """Return the current version of the form; raises NotFound."""
    row = one(db, _FORM + "WHERE f.form_id = ? AND v.current", form_id)
    if row is None:
        raise NotFound
    return Form(**row)


def find_version(db: Database, form_id: str, version: str) -> Form | None:
    """Return one version of the form, None when that version was never published; raises NotFound for no such form."""
    find_form(db, form_id)
    row = one(db, _FORM + "WHERE f.form_id = ? AND v.version = ?", form_id, version)
    return None if row is None else Form(**row)


def forms(db: Database) -> tuple[Form, ...]:
    """Return the current version of every form, by form id."""
    return tuple(Form(**row) for row in every(db, _FORM + "WHERE v.current ORDER BY f.form_id"))


def listed_forms(db: Database, app_user: int) -> tuple[Form, ...]:
    """Return the open forms that are assigned to the app user, by form id."""
    where = "JOIN assignments a ON a.form = f.id WHERE v.current AND f.state = 'open' AND a.app_user = ?"
    return tuple(Form(**row) for row in every(db, f"{_FORM} {where} ORDER BY f.form_id", app_user))


def is_assigned(db: Database, app_user: int, form: Form) -> bool:
    """Tell whether the app user may use the form."""
    return one(db, "SELECT 1 FROM assignments WHERE app_user = ? AND form = ?", app_user, form.id) is not None


def set_state(records: Records, form_id: str, state: str) -> None:
    """Open, close or let the form run out (`closing`: unlisted, still takes submissions); raises NotFound, BadValue."""
    if state not in FORM_STATES:
        raise BadValue("state", f"one of {', '.join(FORM_STATES)}")
    with records.database.writing() as db:
        db.execute("UPDATE forms SET state = ? WHERE id = ?", [state, find_form(db, form_id).id])


def assign(records: Records, form_id: str, app_user: int, *, assigned: bool) -> None:
    """Give the form to the app user or take it away; raises NotFound."""
    with records.database.writing() as db:
        form = find_form(db, form_id)
        if assigned:
            db.execute("INSERT OR IGNORE INTO assignments VALUES (?, ?)", [app_user, form.id])
        else:
            db.execute("DELETE FROM assignments WHERE app_user = ? AND form = ?", [app_user, form.id])

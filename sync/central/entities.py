"""Entities: made and updated by submissions, updated by the official, handed to each app user as its own list.

Follows the ODK entities specification 2022.1 to 2024.1: `meta/entity[@dataset, @id, @create, @update]/label`.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from hashlib import md5
from io import StringIO
from typing import TYPE_CHECKING
from uuid import UUID

from sync.central import xml
from sync.central.database import every, one

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree
    from sqlite_utils import Database

    from sync.central.database import Row
    from sync.central.xform import PublishedXForm

_YES = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class EntityList:
    """One entity list as one app user sees it: the CSV and a hash that changes whenever the CSV would."""

    name: str
    csv: bytes
    hash: str


def apply_submission(
    db: Database, definition: PublishedXForm, root: etree._Element, *, app_user: int | None, submission: int, now: str
) -> str | None:
    """Make or update the entity that the submission declares; returns its id, None when it declares none.

    As on Central a faulty declaration (no uuid, no label, unknown list) never refuses the submission itself.
    """
    entity = xml.child(xml.child(root, "meta"), "entity")
    if entity is None or definition.dataset is None or entity.get("dataset") != definition.dataset:
        return None
    entity_id, label = _uuid(entity.get("id", "")), xml.text_of(xml.child(entity, "label"))
    values = _saved_values(definition, root)
    if entity_id is None:
        return None
    known = one(db, "SELECT id FROM entities WHERE id = ?", entity_id) is not None
    if known and entity.get("update", "") in _YES:
        update(db, entity_id, values, label=label or None, now=now)
        return entity_id
    if known or entity.get("create", "") not in _YES or not label:
        return None
    row: Row = {"id": entity_id, "dataset": definition.dataset, "label": label, "version": 1, "data": _packed(values)}
    db.table("entities").insert(
        row | {"app_user": app_user, "submission": submission, "created_at": now, "updated_at": now}
    )
    return entity_id


def update(db: Database, entity_id: str, values: Mapping[str, str], *, label: str | None = None, now: str) -> None:
    """Set some properties of the entity, and its label if given: its next version."""
    row = one(db, "SELECT label, data FROM entities WHERE id = ?", entity_id)
    if row is None:
        return
    data = _packed(json.loads(row["data"]) | dict(values))
    db.execute(
        "UPDATE entities SET label = ?, data = ?, version = version + 1, updated_at = ? WHERE id = ?",
        [label or row["label"], data, now, entity_id],
    )


def update_case(db: Database, submission: int, values: Mapping[str, str], *, now: str) -> None:
    """Set properties of every entity that the submission made; a sealed one made none: its companion did."""
    made = every(db, "SELECT id FROM entities WHERE submission = ?", submission) or every(db, _BY_CODE, submission)
    for row in made:
        update(db, row["id"], values, now=now)


_BY_CODE = """
SELECT e.id FROM submissions s JOIN entities e ON e.dataset = 'cases'
WHERE s.id = ? AND json_extract(e.data, '$.code') = substr(s.code, 1, 17)
"""


def delete_of(db: Database, submission: int) -> None:
    """Delete the entities that the submission made."""
    db.execute("DELETE FROM entities WHERE submission = ?", [submission])


def entity_list(db: Database, file_name: str, app_user: int) -> EntityList | None:
    """Return the list that the media file `file_name` (`cases.csv`) stands for, None when there is no such list.

    Lists are owner-only unless the dataset says otherwise: an app user sees what its own submissions made.
    """
    name = file_name.removesuffix(".csv")
    dataset = one(db, "SELECT name, owner_only FROM datasets WHERE name = ?", name)
    if dataset is None or not file_name.endswith(".csv"):
        return None
    owner = "AND app_user = ?" if dataset["owner_only"] else "AND ? IS NOT NULL"
    rows = every(db, f"SELECT * FROM entities WHERE dataset = ? {owner} ORDER BY rowid", name, app_user)  # noqa: S608
    names = [row["name"] for row in every(db, _PROPERTIES, name)]
    content = _as_csv(names, rows)
    # Central's hash of an entity list is not the CSV's md5; clients may use it only to notice a change.
    return EntityList(file_name, content, md5(b"entity list\n" + content, usedforsecurity=False).hexdigest())


_PROPERTIES = "SELECT name FROM dataset_properties WHERE dataset = ? ORDER BY position"


def _as_csv(names: list[str], rows: tuple[Row, ...]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "label", "__version", *names])
    for row in rows:
        data = json.loads(row["data"])
        writer.writerow([row["id"], row["label"], row["version"], *(data.get(name, "") for name in names)])
    return out.getvalue().encode()


def _saved_values(definition: PublishedXForm, root: etree._Element) -> dict[str, str]:
    """Return the properties whose question is in the submission; what is not relevant is not there."""
    found: dict[str, str] = {}
    for path, name in definition.savetos:
        element: etree._Element | None = root
        for step in path.split("/")[2:]:
            element = xml.child(element, step)
        if element is not None:
            found[name] = xml.text_of(element)
    return found


def _uuid(text: str) -> str | None:
    try:
        return str(UUID(text.removeprefix("uuid:")))
    except ValueError:
        return None


def _packed(values: Mapping[str, str]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)

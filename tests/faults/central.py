"""The embedded central service, seen from behind: what really is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def received(data: Path) -> dict[str, list[bytes]]:
    """Return every XML that the central holds, by instanceID; one record sent twice would show as two."""
    found: dict[str, list[bytes]] = {}
    with closing(sqlite3.connect(_file(data))) as database:
        for instance_id, xml in database.execute("SELECT instance_id, xml FROM submission_versions ORDER BY id"):
            found.setdefault(instance_id, []).append(bytes(xml))
    return found


def attachments(data: Path) -> dict[tuple[str, str], str | None]:
    """Return the SHA-256 of every attachment by instanceID and name, None where it never came."""
    query = (
        "SELECT v.instance_id, a.name, a.sha256 FROM attachments a JOIN submission_versions v "
        "ON v.id = a.submission_version"
    )
    with closing(sqlite3.connect(_file(data))) as database:
        return {(row[0], row[1]): row[2] for row in database.execute(query)}


def _file(data: Path) -> Path:
    (found,) = data.glob("*.sqlite")
    return found

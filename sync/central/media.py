"""A form's media files as bytes, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sync.central.database import every

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from sync.central.records import Records


class MediaFiles(Mapping[str, bytes]):
    """Media file name → bytes; a file is read at each access and never kept in memory."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths

    def __getitem__(self, name: str) -> bytes:
        return self._paths[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def form_resources(records: Records, db: Database, form_id: str) -> MediaFiles:
    """Return the files attached to the form (not the entity lists, which differ for each app user)."""
    rows = every(
        db, "SELECT m.name, m.sha256 FROM form_media m JOIN forms f ON f.id = m.form WHERE f.form_id = ?", form_id
    )
    return MediaFiles({row["name"]: records.blobs.path(row["sha256"]) for row in rows})

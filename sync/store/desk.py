"""The staff list: submissions newest first, a page at a time, found by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.tracking import normalise
from sync.store.columns import read, read_optional, text_read, written
from sync.store.records import DeskRow, RecordKey, Status

if TYPE_CHECKING:
    from datetime import datetime

    from sync.store.connection import Connection, Row

PAGE = 50
_NEWEST = 2**62
_APPLICATION = "s.companion_of is null and s.of_machine = 0"  # what a person handed in
_COLUMNS = """
select s.central, s.instance_id, s.code, s.form_id, s.finalised_at, s.counter, s.status, s.verdict, s.reason,
    s.attempts, s.not_before, s.sealed, coalesce(p.instance_name, '') as instance_name, c.status as case_status,
    (select count(*) from attachments a where a.central = s.central and a.instance_id = s.instance_id) as files,
    (select count(*) from attachments a where a.central = s.central and a.instance_id = s.instance_id
        and a.acknowledged_at is not null) as files_acknowledged
from submissions s
    left join payloads p on p.central = s.central and p.instance_id = s.instance_id
    left join cases c on c.central = s.central and c.code = s.case_code
"""


class Desk:
    """Reads the staff list; it only shows what the other tables hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self, *, before: int | None = None, status: Status | None = None, limit: int = PAGE
    ) -> tuple[DeskRow, ...]:
        """Return up to `limit` submissions, newest first; `before` is the `counter` of the last row seen so far."""
        of_status = "" if status is None else "s.status = ?3 and"
        rows = self._connection.rows(
            f"{_COLUMNS} where {of_status} {_APPLICATION} and s.counter < ?1 order by s.counter desc limit ?2",
            (_NEWEST if before is None else before, limit) + (() if status is None else (status,)),
        )
        return tuple(_desk_row(row) for row in rows)

    def between(self, start: datetime, end: datetime) -> tuple[DeskRow, ...]:
        """Return the submissions finalised from `start` until before `end`, the first one first."""
        rows = self._connection.rows(
            f"{_COLUMNS} where s.finalised_at >= ?1 and s.finalised_at < ?2 and {_APPLICATION} order by s.counter",
            (written(start), written(end)),
        )
        return tuple(_desk_row(row) for row in rows)

    def search(self, code: str, *, limit: int = PAGE) -> tuple[DeskRow, ...]:
        """Return the submissions whose tracking code begins with `code`, in any digits and spacing."""
        digits = normalise(code)
        if not digits:
            return ()
        rows = self._connection.rows(
            f"{_COLUMNS} where s.code >= ?1 and s.code < ?1 || ':' and {_APPLICATION} order by s.code limit ?2",
            (digits, limit),
        )
        return tuple(_desk_row(row) for row in rows)


def _desk_row(row: Row) -> DeskRow:
    return DeskRow(
        key=RecordKey(row["central"], row["instance_id"]),
        code=row["code"],
        form_id=row["form_id"],
        instance_name=row["instance_name"],
        finalised_at=read(row["finalised_at"]),
        counter=row["counter"],
        status=Status(row["status"]),
        verdict=row["verdict"],
        reason=text_read(row["reason"]),
        attempts=row["attempts"],
        not_before=read_optional(row["not_before"]),
        attachments=row["files"],
        attachments_acknowledged=row["files_acknowledged"],
        case_status=row["case_status"],
        sealed=bool(row["sealed"]),
    )

"""The audit log: rows that only grow, each holding the hash of the one before (security.md, "Audit log")."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.store.columns import read, scope_of
from sync.store.errors import AuditBroken
from sync.store.records import AuditRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.store.connection import Connection, Row
    from sync.store.records import Scope

_FIRST = bytes(32)
_LEAF = b"\0"  # RFC 6962: leaves and nodes hash under different prefixes, so the tree of checkpoints can use these
_PAGE = 1000


def append(connection: Connection, scope: Scope, act: str, subject: str, detail: str, at: str, counter: int) -> None:
    """Add a row to the log, inside the transaction of the act that it tells."""
    last = connection.row("select number, hash from audit order by number desc limit 1")
    number, previous = (last["number"] + 1, last["hash"]) if last else (1, _FIRST)
    who = (scope.central, scope.office, scope.device, scope.actor)
    hashed = _hash(previous, (*who, number, act, subject, detail, at, counter))
    connection.execute(
        "insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*who, number, act, subject, detail, at, counter, previous, hashed),
    )


class Audit:
    """Reads and proves the log; rows are written by the acts themselves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, *, after: int = 0) -> Iterator[AuditRow]:
        """Yield every row with a number above `after`, oldest first."""
        return (_audit_row(row) for row in self._rows(after))

    def verify(self) -> int:
        """Return how many rows hold together from the first to the last; raises AuditBroken at the first that does not.

        A shortened or wholly recomputed log is only told by a signed checkpoint kept elsewhere.
        """
        expected, previous = 1, _FIRST
        for row in self._rows(0):
            fields = tuple(row)[:-2]
            intact = (
                row["number"] == expected and row["previous"] == previous and _hash(previous, fields) == row["hash"]
            )
            if not intact:
                raise AuditBroken(expected)
            expected, previous = expected + 1, row["hash"]
        return expected - 1

    def _rows(self, after: int) -> Iterator[Row]:
        while rows := self._connection.rows(
            "select * from audit where number > ? order by number limit ?", (after, _PAGE)
        ):
            yield from rows
            after = rows[-1]["number"]


def _hash(previous: bytes, fields: tuple[object, ...]) -> bytes:
    return sha256(_LEAF + previous + json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def _audit_row(row: Row) -> AuditRow:
    return AuditRow(
        number=row["number"],
        act=row["act"],
        subject=row["subject"],
        detail=row["detail"],
        at=read(row["at"]),
        counter=row["counter"],
        scope=scope_of(row),
        hash=row["hash"],
    )

"""The audit log: rows that only grow, each holding the hash of the one before; signed now and then as a whole."""

from __future__ import annotations

import json
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING

from sync.store.checkpoints import all_checkpoints
from sync.store.columns import read, scope_of
from sync.store.errors import AuditBroken, AuditCut, CheckpointBroken
from sync.store.merkle import MerkleTree
from sync.store.records import AuditRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sync.store.checkpoints import Checkpoint, PrintedCheckpoint
    from sync.store.connection import Connection, Row
    from sync.store.device import Device
    from sync.store.records import Scope

_FIRST = bytes(32)
_LEAF = b"\0"  # RFC 6962: leaves and nodes hash under different prefixes; a row's hash is a leaf of the signed tree
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

    def __init__(self, connection: Connection, device: Device) -> None:
        self._connection = connection
        self._device = device

    def rows(self, *, after: int = 0) -> Iterator[AuditRow]:
        """Yield every row with a number above `after`, oldest first."""
        return (_audit_row(row) for row in self._rows(after))

    def size(self) -> int:
        """Return how many rows there are."""
        row = self._connection.row("select coalesce(max(number), 0) from audit")
        return int(row[0]) if row else 0

    def hash_of(self, number: int) -> bytes | None:
        """Return the hash of the row `number`, which holds every row before it; None where there is none."""
        row = self._connection.row("select hash from audit where number = ?", (number,))
        return None if row is None else bytes(row["hash"])

    def newest_at(self) -> datetime | None:
        """Return when the last act was by the clock of then, None before the first."""
        row = self._connection.row("select at from audit order by number desc limit 1")
        return None if row is None else read(row["at"])

    def verify(self, printed: Iterable[PrintedCheckpoint] = ()) -> int:
        """Return how many rows hold together, and with every signed checkpoint and every one `printed` on a paper.

        Raises AuditBroken at the first row that does not, CheckpointBroken, AuditCut. Who holds the store's key holds
        the device's too: a log that was written anew and signed anew is told by what was printed before, and only so.
        """
        with self._connection.transaction():  # rows and checkpoints of one moment
            return self._verify(_Proof(self._device, all_checkpoints(self._connection), printed))

    def _verify(self, proof: _Proof) -> int:
        tree, previous = MerkleTree(), _FIRST
        for row in self._rows(0):
            intact = row["number"] == tree.size + 1 and row["previous"] == previous
            if not intact or _hash(previous, tuple(row)[:-2]) != row["hash"]:
                raise AuditBroken(tree.size + 1)
            previous = row["hash"]
            proof.hold(tree.append(previous))
        proof.end(tree.size)
        return tree.size

    def _rows(self, after: int) -> Iterator[Row]:
        while rows := self._connection.rows(
            "select * from audit where number > ? order by number limit ?", (after, _PAGE)
        ):
            yield from rows
            after = rows[-1]["number"]


class _Proof:
    """Holds the growing tree against the checkpoints, each at its size."""

    def __init__(self, device: Device, signed: Iterator[Checkpoint], printed: Iterable[PrintedCheckpoint]) -> None:
        self._device, self._signed = device, signed
        self._printed = sorted(printed, key=attrgetter("size"), reverse=True)
        self._next = next(signed, None)

    def hold(self, tree: MerkleTree) -> None:
        """Check what was signed or printed when the log had as many rows as `tree` has now."""
        if self._next is not None and self._next.size <= tree.size:
            if self._next.root != tree.root() or not self._next.is_signed_by(self._device):
                raise CheckpointBroken(self._next.size)
            self._next = next(self._signed, None)
        while self._printed and self._printed[-1].size <= tree.size:
            printed = self._printed.pop()
            if not tree.root().startswith(printed.start):
                raise CheckpointBroken(printed.size)

    def end(self, rows: int) -> None:
        """Check that no checkpoint is left over: it was made of more rows than there are."""
        left_over = [one.size for one in (self._next, *self._printed) if one is not None]
        if left_over:
            raise AuditCut(rows, max(left_over))


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

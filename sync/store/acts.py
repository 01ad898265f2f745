"""Acts: everything one person or program does at once, in one transaction with one number and its audit row."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.store.audit import append
from sync.store.clock import offset_of
from sync.store.columns import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sync.store.clock import Clock
    from sync.store.connection import Connection
    from sync.store.records import Scope


@dataclass(frozen=True)
class Act:
    """The act that is going on: who, when by the device's clock, and the device's own count of acts."""

    connection: Connection
    scope: Scope
    at: datetime
    counter: int
    clock_offset: float | None = None  # seconds in `at` that are not the device's own; None: no server told the time

    @property
    def who(self) -> tuple[str, str, str, str]:
        """The four columns that every table begins with."""
        return (self.scope.central, self.scope.office, self.scope.device, self.scope.actor)

    def next_count(self) -> int:
        """Return one more count of the device's own, for a second record frozen in this act."""
        return _count(self.connection)

    def record(self, act: str, subject: str, detail: str = "") -> None:
        """Write the audit row of this act; never an answer, a key or a PIN."""
        append(self.connection, self.scope, act, subject, detail, written(self.at), self.counter)


class Acts:
    """Begins acts on one connection."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock

    @contextmanager
    def act(self, scope: Scope) -> Iterator[Act]:
        """Give the act to do things in; all of it is on the disk afterwards, or on an error nothing."""
        with self.connection.transaction():
            # The count comes first: a transaction that begins with a write can wait for another writer.
            counter = _count(self.connection)
            yield Act(self.connection, scope, self.clock.now(), counter, offset_of(self.clock))


def _count(connection: Connection) -> int:
    row = connection.row("update counters set value = value + 1 where name = 'acts' returning value")
    assert row is not None  # noqa: S101 - the first migration puts it there
    return int(row[0])

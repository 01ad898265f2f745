"""One thread's connection to the store: statements, transactions, and the checkpoint that makes a deletion real."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from sync.store.errors import StoreError
from sync.store.sqlcipher import connect, faults_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

log = logging.getLogger(__name__)


class Row(Protocol):
    """One row: columns by name or by position."""

    def __getitem__(self, column: str | int) -> Any: ...  # noqa: ANN401 - a column holds what its table says

    def __iter__(self) -> Iterator[Any]: ...


class Connection:
    """A SQLCipher connection in WAL mode that syncs every commit to the disk; used by the thread that made it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._folder = path.parent
        with faults_told(self._folder):
            self.database = connect(path, key)
            for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on", "foreign_keys = on"):
                self.database.conn.execute(f"pragma {pragma}")

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one statement and return how many rows it changed; outside `transaction()` it commits by itself."""
        with faults_told(self._folder):
            return int(self.database.execute(sql, parameters).rowcount)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return every row that `sql` gives."""
        with faults_told(self._folder):
            return self.database.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """Return the first row that `sql` gives, None when there is none."""
        rows = self.rows(sql, parameters)
        return rows[0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside or nothing; begin with a write, so that waiting for another writer is possible."""
        with faults_told(self._folder), self.database.atomic():
            yield

    def shred(self) -> bool:
        """Move the log into the file and cut it to nothing, so that no deleted key can be read in either.

        Returns False when a reader or the disk stood in the way: the act before it is done all the same, and the next
        call, at the latest the next start, does this.
        """
        try:
            row = self.row("pragma wal_checkpoint(truncate)")
        except StoreError:
            log.warning("the log could not be moved into the file now", exc_info=True)
            return False
        done = row is not None and row[0] == 0
        if not done:
            log.warning("the log could not be cut now; deleted keys stay in it until the next time")
        return done

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""
        self.database.conn.close()

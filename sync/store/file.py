"""The store's folder: its locks, its key, its schema; opened once in a process, connected to once in a thread."""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from sync.store.columns import written
from sync.store.connection import Connection
from sync.store.durable import make_folder, write_durably
from sync.store.errors import (
    StoreBusy,
    StoreDamaged,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreUnusable,
    WrongKey,
)
from sync.store.layout import DATABASE, KEY_CHECK, key_check
from sync.store.locks import FileLock
from sync.store.migrations import MIGRATIONS, VERSION
from sync.store.sqlcipher import DatabaseError, connect, faults_told, is_unreadable
from sync.store.way_back import drop_way_back, keep_way_back

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.clock import Clock

KEY_BYTES = 32
log = logging.getLogger(__name__)


class StoreFile:
    """An opened store folder. `run` names this opening: what another run left unfinished is told by it."""

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, beside: bool) -> None:
        """Open or make the store in `folder`; raises the members of StoreUnusable and StoreFull.

        `key` is 32 raw bytes. With `beside` this is a command working beside the kiosk: it never makes a store and
        does not need the counter closed.
        """
        if len(key) != KEY_BYTES:
            raise ValueError("a store key has 32 bytes")
        self.folder, self.key, self.clock, self.beside = folder, key, clock, beside
        self.run = str(uuid4())
        self.opened_at = clock.now()
        self.path = folder / DATABASE
        if beside and not self.path.exists():
            raise StoreMissing
        with faults_told(folder.parent):
            make_folder(folder)
            self._instance, self._use = FileLock(folder / "kiosk.lock"), FileLock(folder / "store.lock")
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def connect(self) -> Connection:
        """Return a connection for the calling thread."""
        return Connection(self.path, self.key)

    def has_log(self) -> bool:
        """Whether a log lies beside the database with something in it, which no connection has moved into it yet."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.exists() and log.stat().st_size > 0

    def alone(self) -> bool:
        """Whether no other process uses the store now; while True is returned none can begin until `share()`."""
        return self._use.take()

    def share(self) -> None:
        """Let other processes use the store beside this one."""
        self._use.take(shared=True, wait=True)

    def close(self) -> None:
        """Give the locks back."""
        self._instance.close()
        self._use.close()

    def _open(self) -> None:
        if not self.beside and not self._instance.take():
            raise StoreLocked
        self.share()
        with faults_told(self.folder):
            found = self._schema_version()
        if found > VERSION:
            raise StoreNewer(found, VERSION)
        if found < VERSION:
            self._migrate(found)
        elif not self.beside:
            drop_way_back(self)

    def _schema_version(self) -> int:
        """Return the version found, 0 for no store yet; reads without changing a byte of the store."""
        if not self.path.exists():
            return 0
        self._check_key()
        # A rollback journal is only there when the making of the store was cut off before WAL: that must be undone.
        cut_off = self.path.with_name(f"{self.path.name}-journal").exists()
        database = connect(self.path, self.key, read_only=not cut_off)
        try:
            if not database.execute("select 1 from sqlite_master where name = 'store_schema'").fetchone():
                return 0
            return int(database.execute("select coalesce(max(version), 0) from store_schema").fetchone()[0])
        except DatabaseError as error:
            if not is_unreadable(error):
                raise
            raise self._unreadable() from error
        finally:
            database.conn.close()

    def _migrate(self, found: int) -> None:
        if not self.alone():
            raise StoreBusy
        try:
            if not (self.folder / KEY_CHECK).exists():
                with faults_told(self.folder):
                    write_durably(self.folder / KEY_CHECK, key_check(self.key))
            if found:
                keep_way_back(self, VERSION)
            connection = self.connect()
            try:
                _bring_up_to_date(connection, self.clock)
            finally:
                connection.close()
        finally:
            self.share()

    def _check_key(self) -> None:
        try:
            expected = (self.folder / KEY_CHECK).read_bytes()
        except FileNotFoundError:
            return
        if not hmac.compare_digest(expected, key_check(self.key)):
            raise WrongKey

    def _unreadable(self) -> StoreUnusable:
        """A right key that does not open the file means damage; without the check file we must blame the key."""
        return StoreDamaged() if (self.folder / KEY_CHECK).exists() else WrongKey()


def _bring_up_to_date(connection: Connection, clock: Clock) -> None:
    connection.execute(
        "create table if not exists store_schema (version integer primary key, applied_at text not null) strict"
    )
    row = connection.row("select coalesce(max(version), 0) from store_schema")
    found = int(row[0]) if row else 0
    with connection.transaction():  # all of them or none: the way back is from before the first
        for version, script in enumerate(MIGRATIONS[found:], found + 1):
            connection.execute("insert into store_schema values (?, ?)", (version, written(clock.now())))
            connection.database.executescript(script)
    log.info("store schema is now version %d", VERSION)

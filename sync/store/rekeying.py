"""Giving the store a new key, so that it opens with the old one or the new one whenever the power goes.

The store is copied, the copy gets the new key, is read through, and takes the store's place in one rename. From before
that until the new key has opened the store the vault holds both; a mark beside the store tells the next start to look
which of them opens it.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

from sync.keys.store_key import (
    forget_next_store_key,
    keep_next_store_key,
    keep_store_key,
    load_or_create_store_key,
    next_store_key,
)
from sync.store.acts import Acts
from sync.store.checkpoints import add_checkpoint
from sync.store.connection import Connection
from sync.store.device import Device
from sync.store.durable import TEMPORARY, sync_folder, write_durably
from sync.store.errors import StoreBusy, StoreDamaged, StoreLocked, StoreMissing, WrongKey
from sync.store.file import StoreFile
from sync.store.layout import DATABASE, KEY_CHECK, key_check
from sync.store.locks import FileLock
from sync.store.sqlcipher import DatabaseError, connect, faults_told, is_unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from sync.keys import Vault
    from sync.store.clock import Clock
    from sync.store.records import Scope

_MARK = "rekey.begun"


def opening_key(vault: Vault, folder: Path) -> bytes:
    """Return the key that opens the store in `folder`, made now where there is no store yet.

    Ends a rekeying that was cut off first. Raises KeyFault, StoreLocked while one is going on, WrongKey.
    """
    if (folder / _MARK).exists():
        with faults_told(folder), closing(FileLock(folder / "kiosk.lock")) as lock:
            if not lock.take():
                raise StoreLocked
            _settle(vault, folder)
    return load_or_create_store_key(vault, store_exists=(folder / DATABASE).exists())


def rekey(vault: Vault, folder: Path, key: bytes, clock: Clock, scope: Scope) -> None:
    """Make `key` (32 random bytes) the store's key, in the vault too; the counter must be closed.

    Files and drafts keep keys of their own, which lie in the store. Raises StoreMissing, StoreLocked, StoreBusy,
    StoreDamaged, StoreFull and KeyFault; then the old key still opens everything.
    """
    if not (folder / DATABASE).exists():
        raise StoreMissing
    old = opening_key(vault, folder)
    copy = folder / f"{TEMPORARY}{uuid4().hex}"
    with closing(StoreFile(folder, old, clock, beside=False)) as file, faults_told(folder):
        if not file.alone():
            raise StoreBusy
        try:
            _copy(file, copy, key)
            _record(copy, key, clock, scope)
            write_durably(folder / _MARK, b"")
            keep_next_store_key(vault, key)
            copy.replace(folder / DATABASE)
            sync_folder(folder)
        finally:
            for left in folder.glob(f"{copy.name}*"):
                left.unlink()
            _settle(vault, folder)


def _copy(file: StoreFile, copy: Path, key: bytes) -> None:
    """Write the store to `copy` under `key` and read every page of it back; leaves the store without a log."""
    with closing(file.connect()) as connection:
        connection.execute("vacuum into ?", (str(copy),))
        connection.shred()
    if file.has_log():  # it would be read as the log of the copy
        raise StoreBusy
    with closing(connect(copy, file.key).conn) as database:
        database.execute(f"pragma rekey = \"x'{key.hex()}'\"")
    with closing(connect(copy, key).conn) as database:
        bad_pages = database.execute("pragma cipher_integrity_check").fetchall()
        if bad_pages or database.execute("pragma integrity_check").fetchone()[0] != "ok":
            raise StoreDamaged


def _record(copy: Path, key: bytes, clock: Clock, scope: Scope) -> None:
    with closing(Connection(copy, key)) as connection:
        acts = Acts(connection, clock)
        device = Device.load_or_create(acts)
        with acts.act(scope) as act:
            act.record("store.rekey", "")
            add_checkpoint(act, device)
        connection.shred()


def _settle(vault: Vault, folder: Path) -> None:
    """Let the key that opens the store be the only one; raises WrongKey, and keeps both, when neither does."""
    if not (folder / _MARK).exists():
        return
    new, old = next_store_key(vault), load_or_create_store_key(vault, store_exists=True)
    if new is not None and _opens(folder, new):
        write_durably(folder / KEY_CHECK, key_check(new))
        keep_store_key(vault, new)
    elif not _opens(folder, old):
        raise WrongKey
    if new is not None:
        forget_next_store_key(vault)
    (folder / _MARK).unlink()
    sync_folder(folder)


def _opens(folder: Path, key: bytes) -> bool:
    database = connect(folder / DATABASE, key, read_only=True)
    with closing(database.conn):
        try:
            database.execute("select count(*) from sqlite_master").fetchone()
        except DatabaseError as error:
            if is_unreadable(error):
                return False
            raise
    return True

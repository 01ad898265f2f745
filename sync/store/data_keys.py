"""Data keys: one for each draft's answers and for each attachment; deleting the row shreds what it sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.store.errors import NoSuchRecord

if TYPE_CHECKING:
    from sync.store.acts import Act
    from sync.store.connection import Connection
    from sync.store.records import RecordKey

ANSWERS = ""  # the name of the key of the answers themselves; an attachment's key has its file name


def keep_key(act: Act, key: RecordKey, name: str, made: bytes) -> None:
    """Keep `made` as the data key for `name` of the record."""
    act.connection.execute(
        "insert into data_keys values (?, ?, ?, ?, ?, ?, ?)", (key.central, *act.who[1:], key.instance_id, name, made)
    )


def data_key(connection: Connection, key: RecordKey, name: str) -> bytes:
    """Return the data key for `name` of the record; raises NoSuchRecord once it is shredded."""
    row = connection.row(
        "select key from data_keys where central = ? and instance_id = ? and name = ?",
        (key.central, key.instance_id, name),
    )
    if row is None:
        raise NoSuchRecord(name or key.instance_id)
    return bytes(row["key"])


def drop_key(connection: Connection, key: RecordKey, name: str) -> None:
    """Delete one data key, inside a transaction that `Connection.shred` must follow."""
    connection.execute(
        "delete from data_keys where central = ? and instance_id = ? and name = ?", (key.central, key.instance_id, name)
    )


def sealing_context(key: RecordKey, name: str) -> bytes:
    """Return what sealed bytes are bound to: this record and this name in it."""
    return "\0".join((key.central, key.instance_id, name)).encode()

"""What a hand can do to the audit log that holds the store's key: change it, chain it again, sign it again."""

from __future__ import annotations

import json
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

from tests.sync.store.given import VISITOR

if TYPE_CHECKING:
    from sync.store import Store

_TRIGGERS = (
    "audit_is_append_only_update",
    "audit_is_append_only_delete",
    "audit_checkpoints_are_append_only_update",
    "audit_checkpoints_are_append_only_delete",
)


def behind_the_back(store: Store, *statements: str) -> None:
    """Do what somebody can do who holds the store's key."""
    with closing(store.file.connect()) as connection:
        for trigger in _TRIGGERS:
            connection.execute(f"drop trigger {trigger}")
        for statement in statements:
            connection.execute(statement)


def hash_anew(store: Store) -> None:
    """Write every hash of the log anew, so that the chain holds again."""
    with closing(store.file.connect()) as connection:
        previous = bytes(32)
        for row in connection.rows("select * from audit order by number"):
            fields = json.dumps(tuple(row)[:-2], ensure_ascii=False, separators=(",", ":")).encode()
            hashed = sha256(b"\0" + previous + fields).digest()
            connection.execute(
                "update audit set previous = ?, hash = ? where number = ?", (previous, hashed, row["number"])
            )
            previous = hashed


def sign_anew(store: Store) -> None:
    """Take away every checkpoint and sign the log as it is now, with the device's own key."""
    with closing(store.file.connect()) as connection:
        connection.execute("delete from audit_checkpoints")
        connection.execute("delete from audit_tree")
    assert store.checkpoints.add(VISITOR) is not None

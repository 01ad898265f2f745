"""The device's own signing key: made at the first start, kept in the store, known to the centre by its id."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.store.columns import written
from sync.store.records import Scope

if TYPE_CHECKING:
    from sync.store.acts import Acts

_PROGRAM = Scope(central="", office="", device="", actor="program")
_ID_BYTES = 4


class Device:
    """Signs for this device with Ed25519; receipts and submissions are signed with the same key."""

    def __init__(self, private_key: Ed25519PrivateKey) -> None:
        self.private_key = private_key

    @classmethod
    def load_or_create(cls, acts: Acts) -> Device:
        """Return the key kept in the store, made now when there is none yet."""
        row = acts.connection.row("select private from device_keys where central = ''")
        if row is None:
            with acts.act(_PROGRAM) as act:
                act.connection.execute(
                    "insert into device_keys values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                    (*act.who, Ed25519PrivateKey.generate().private_bytes_raw(), written(act.at)),
                )
            return cls.load_or_create(acts)
        return cls(Ed25519PrivateKey.from_private_bytes(row["private"]))

    @property
    def public_key(self) -> bytes:
        """The raw 32 bytes of the public key."""
        return self.private_key.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        """The first 4 bytes of SHA-256 of the public key."""
        return sha256(self.public_key).digest()[:_ID_BYTES]

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over `message`."""
        return self.private_key.sign(message)

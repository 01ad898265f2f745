"""Signed checkpoints of the audit log: the root of its RFC 6962 tree under the device's Ed25519 key.

What is signed is a checkpoint as https://c2sp.org/tlog-checkpoint writes it, with the time as its extension line:

    pishkhan/audit/<key id, hex>
    <number of rows>
    <root, base64>
    <time, UTC>
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.store.columns import written
from sync.store.device_signature import is_signed
from sync.store.merkle import MerkleTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.store.acts import Act, Acts
    from sync.store.connection import Connection, Row
    from sync.store.device import Device
    from sync.store.records import Scope

_PAGE = 1000
_SHORT_BYTES = 8
_SHORT = re.compile(r"(\d{1,18})((?: [0-9A-F]{4}){4})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first `size` rows of the audit log have this `root` (32 bytes); `at` is UTC text as the store writes it."""

    size: int
    root: bytes
    signature: bytes
    at: str

    @property
    def short(self) -> str:
        """What is printed on paper: the number of rows and the root's first 8 bytes in groups of four digits."""
        digits = self.root[:_SHORT_BYTES].hex().upper()
        return " ".join([str(self.size), *(digits[start : start + 4] for start in range(0, len(digits), 4))])

    def is_signed_by(self, device: Device) -> bool:
        """Whether the signature is the device's over exactly this."""
        return is_signed(_signed(device, self.size, self.root, self.at), self.signature, device.public_key)


@dataclass(frozen=True, slots=True)
class PrintedCheckpoint:
    """A checkpoint's short form, as it stands on a paper: `start` is the first 8 bytes of the root."""

    size: int
    start: bytes

    @classmethod
    def read(cls, text: str) -> PrintedCheckpoint | None:
        """Return what `text` says, however it is spaced; None when it is no short form."""
        found = _SHORT.fullmatch(" ".join(text.upper().split()))
        return None if found is None else cls(int(found[1]), bytes.fromhex(found[2]))


class Checkpoints:
    """The signed checkpoints; each is made in the transaction of the act that it covers, or in one of its own."""

    def __init__(self, acts: Acts, device: Device) -> None:
        self._acts = acts
        self._device = device

    def add(self, scope: Scope) -> Checkpoint | None:
        """Sign the log as it stands; None, and nothing is written, when the newest checkpoint holds all of it."""
        row = self._acts.connection.row("select coalesce(max(number), 0) from audit")
        newest = self.newest()
        if row is None or row[0] == (newest.size if newest else 0):
            return None
        with self._acts.act(scope) as act:
            return add_checkpoint(act, self._device)

    def newest(self) -> Checkpoint | None:
        """Return the checkpoint of the most rows, None when none was signed yet."""
        row = self._acts.connection.row(
            "select size, root, signature, at from audit_checkpoints order by size desc limit 1"
        )
        return None if row is None else _checkpoint(row)


def add_checkpoint(act: Act, device: Device) -> Checkpoint:
    """Sign the log with every row that is written so far, inside the act."""
    connection = act.connection
    kept = connection.row("select size, peaks from audit_tree where central = ''")
    tree = MerkleTree(kept["size"], kept["peaks"]) if kept else MerkleTree()
    while hashes := connection.rows(
        "select hash from audit where number > ? order by number limit ?", (tree.size, _PAGE)
    ):
        for row in hashes:
            tree.append(row["hash"])
    at, root = written(act.at), tree.root()
    checkpoint = Checkpoint(tree.size, root, device.sign(_signed(device, tree.size, root, at)), at)
    connection.execute(
        "insert into audit_tree values ('', ?, ?, ?, ?, ?) on conflict do update set size = excluded.size, "
        "peaks = excluded.peaks, office = excluded.office, device = excluded.device, actor = excluded.actor",
        (*act.who[1:], tree.size, tree.peaks),
    )
    connection.execute(
        "insert into audit_checkpoints values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        (*act.who, tree.size, root, checkpoint.signature, at),
    )
    return checkpoint


def all_checkpoints(connection: Connection) -> Iterator[Checkpoint]:
    """Yield every checkpoint, the one of the fewest rows first."""
    after = -1
    while rows := connection.rows(
        "select size, root, signature, at from audit_checkpoints where size > ? order by size limit ?", (after, _PAGE)
    ):
        yield from (_checkpoint(row) for row in rows)
        after = rows[-1]["size"]


def _checkpoint(row: Row) -> Checkpoint:
    return Checkpoint(row["size"], row["root"], row["signature"], row["at"])


def _signed(device: Device, size: int, root: bytes, at: str) -> bytes:
    return f"pishkhan/audit/{device.key_id.hex()}\n{size}\n{base64.b64encode(root).decode()}\n{at}\n".encode()

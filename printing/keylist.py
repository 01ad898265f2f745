"""The public keys by which any office checks a receipt without a line: synced as one JSON document."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEY_ID_BYTES = 4


class KeyListDamaged(ValueError):
    """The document is not a key list; the message says where."""


@dataclass(frozen=True, slots=True)
class ReceiptKey:
    """One device's Ed25519 public key (32 raw bytes), for receipts dated from `valid_from` until `valid_until`."""

    public: bytes
    office: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    revoked: bool = False

    @property
    def key_id(self) -> bytes:
        """The 4 bytes by which a receipt names this key."""
        return key_id(self.public)


@dataclass(frozen=True, slots=True)
class KeyList:
    """All keys an office knows. Two keys of one id are both kept and both tried: 4 bytes may collide."""

    keys: tuple[ReceiptKey, ...] = ()

    def named(self, wanted: bytes) -> tuple[ReceiptKey, ...]:
        """Return the keys whose id is `wanted`, none when the list has none."""
        return tuple(key for key in self.keys if key.key_id == wanted)


def key_id(public: bytes) -> bytes:
    """Return the id of a raw public key: the first 4 bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def parse_key_list(document: bytes) -> KeyList:
    """Read `{"version": 1, "keys": [{"key": hex, "office": …, "valid_from"?, "valid_until"?, "revoked"?}]}`.

    Times are ISO 8601 with an offset. Raises KeyListDamaged.
    """
    try:
        content = json.loads(document)
        if content["version"] != 1:
            raise KeyListDamaged(f"version {content['version']!r} of the key list is not known here")
        return KeyList(tuple(_key(entry) for entry in content["keys"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise KeyListDamaged(f"not a key list: {fault}") from fault


def read_key_table(table: bytes) -> KeyList:
    """Read a CSV with the columns `key` (hex) and `office`, and `valid_from`, `valid_until`, `revoked` if it has them.

    That is what a central's entity list becomes: other columns are passed over. Raises KeyListDamaged.
    """
    try:
        reader = csv.DictReader(StringIO(table.decode("utf-8-sig"), newline=""), strict=True)
        if not {"key", "office"} <= set(reader.fieldnames or ()):
            raise KeyListDamaged("a key table has the columns key and office")
        return KeyList(tuple(_key(_from_row(row)) for row in reader if row["key"]))
    except (csv.Error, ValueError) as fault:
        raise KeyListDamaged(f"not a key table: {fault}") from fault


def write_key_table(keys: Iterable[ReceiptKey]) -> bytes:
    """Return the CSV that `read_key_table` reads; `name` and `label` make it an entity list's rows."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["name", "label", "key", "office", "valid_from", "valid_until", "revoked"])
    for key in keys:
        times = [moment.isoformat() if moment else "" for moment in (key.valid_from, key.valid_until)]
        revoked = "true" if key.revoked else ""
        writer.writerow([key.key_id.hex(), key.office, key.public.hex(), key.office, *times, revoked])
    return target.getvalue().encode()


def _from_row(row: Mapping[str, str | None]) -> dict[str, object]:
    revoked = (row.get("revoked") or "").strip().lower()
    if revoked not in _TRUTHS:
        raise KeyListDamaged("revoked is true or false")
    times = {name: row.get(name) or None for name in ("valid_from", "valid_until")}
    return {"key": (row["key"] or "").strip(), "office": row["office"] or "", "revoked": _TRUTHS[revoked], **times}


_TRUTHS = {"": False, "false": False, "no": False, "0": False, "true": True, "yes": True, "1": True}


def write_key_list(keys: Iterable[ReceiptKey]) -> bytes:
    """Return the JSON document that `parse_key_list` reads."""
    entries = [
        {
            "key": key.public.hex(),
            "office": key.office,
            "valid_from": key.valid_from and key.valid_from.isoformat(),
            "valid_until": key.valid_until and key.valid_until.isoformat(),
            "revoked": key.revoked,
        }
        for key in keys
    ]
    return json.dumps({"version": 1, "keys": entries}, ensure_ascii=False, indent=1).encode()


def _key(entry: Mapping[str, object]) -> ReceiptKey:
    public = bytes.fromhex(str(entry["key"]))
    if len(public) != 32:
        raise KeyListDamaged("an Ed25519 public key has 32 bytes")
    revoked = entry.get("revoked", False)
    if not isinstance(revoked, bool):
        raise KeyListDamaged("revoked is true or false")
    return ReceiptKey(
        public, str(entry["office"]), _time(entry.get("valid_from")), _time(entry.get("valid_until")), revoked
    )


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise KeyListDamaged(f"{value} has no offset from UTC")
    return moment

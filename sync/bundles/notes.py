"""Signed notes: a text and an Ed25519 signature under it, as https://c2sp.org/signed-note writes them."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

from sync.bundles.errors import UnknownMaker
from sync.store.device_signature import is_signed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.bundles.cards import Card, Own

_ED25519 = b"\x01"
_ID_BYTES = 4
_DASH = "\u2014"


def signed(text: str, own: Own) -> bytes:
    """Return `text`, which ends with a newline, signed by `own`."""
    card = own.card
    blob = _key_id(card) + own.signer.sign(text.encode())
    return f"{text}\n{_DASH} {card.name} {base64.b64encode(blob).decode()}\n".encode()


def verified(note: bytes, known: Iterable[Card]) -> tuple[str, Card]:
    """Return the text of `note` and who of `known` signed it; raises UnknownMaker."""
    try:
        text, _, signatures = note.decode().rpartition(f"\n{_DASH} ")
        name, blob = signatures.split()
        raw = base64.b64decode(blob, validate=True)
    except (ValueError, binascii.Error) as error:
        raise UnknownMaker from error
    for card in known:
        if (
            card.name == name
            and raw[:_ID_BYTES] == _key_id(card)
            and is_signed(text.encode(), raw[_ID_BYTES:], card.key)
        ):
            return text, card
    raise UnknownMaker


def _key_id(card: Card) -> bytes:
    return hashlib.sha256(card.name.encode() + b"\n" + _ED25519 + card.key).digest()[:_ID_BYTES]

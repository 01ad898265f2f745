"""The signed code on a receipt: COSE_Sign1 (RFC 9052) with Ed25519, as base45 text in a QR symbol; nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.keylist import KeyList

PREFIX = "PK1:"


class ReceiptStatus(IntEnum):
    """Where the submission stood when the receipt was made."""

    RECORDED = 0  # on this machine, to be sent
    DELIVERED = 1  # the central service has acknowledged it


@dataclass(frozen=True, slots=True)
class ReceiptClaims:
    """What a receipt says and signs. `digest` is the first 16 bytes of SHA-256 of the frozen submission."""

    code: str  # 18 digits
    office: str  # the office's code, not its name
    finalised_at: datetime  # aware; whole seconds
    form_id: str
    form_version: str
    digest: bytes
    amount: int = 0  # rials that were paid
    status: ReceiptStatus = ReceiptStatus.RECORDED


@dataclass(frozen=True, slots=True)
class VerifiedReceipt:
    """Claims whose signature holds, and the office that the key list gives for the signing key."""

    claims: ReceiptClaims
    signed_by: str


def sign_receipt(claims: ReceiptClaims, key: Ed25519PrivateKey) -> str:
    """Return the text for the QR symbol; the same claims and key give the same text."""
    raise NotImplementedError


def verify_receipt(text: str, keys: KeyList) -> VerifiedReceipt:
    """Return what the code says if one of `keys` signed exactly this text.

    Raises NotAReceipt, UnknownReceiptVersion, UnknownKey, RevokedKey, ExpiredKey, Tampered.
    """
    raise NotImplementedError

"""The signed code on a receipt: COSE_Sign1 (RFC 9052) with Ed25519, as base45 text in a QR symbol; nothing personal.

What was handed out must verify for years: a change of the payload is a new number in the prefix, and the old reader
stays.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING

import base45
import cbor2

from assets.texts import T
from printing import cose
from printing.errors import ExpiredKey, NotAReceipt, RevokedKey, Tampered, UnknownKey, UnknownReceiptVersion

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.keylist import KeyList, ReceiptKey

PREFIX = "PK1:"
DIGEST_BYTES = 16
_FAMILY = "PK"  # of this format and all that come after it
_LONGEST = 600  # characters; a symbol of version 10 holds 311
_NAME_BYTES = 22  # of an office, form or version in the code
_CODE_DIGITS = 18
_CODE, _OFFICE, _TIME, _FORM, _VERSION, _DIGEST, _AMOUNT, _STATUS = range(1, 9)


class ReceiptStatus(IntEnum):
    """Where the submission stood when the receipt was made."""

    RECORDED = 0  # on this machine, to be sent
    DELIVERED = 1  # the central service has acknowledged it


@dataclass(frozen=True, slots=True)
class ReceiptClaims:
    """What a receipt says and signs. `digest` is the first 16 bytes of SHA-256 of the frozen submission."""

    code: str  # the tracking code, 18 digits
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
    code: bytes = base45.b45encode(cose.sign(_payload(claims), key))
    return PREFIX + code.decode("ascii")


def verify_receipt(text: str, keys: KeyList) -> VerifiedReceipt:
    """Return what the code says if one of `keys` signed exactly this text.

    Raises NotAReceipt, UnknownReceiptVersion, UnknownKey, RevokedKey, ExpiredKey, Tampered.
    """
    message = _message(text.strip())
    try:
        named = keys.named(cose.named_key(message))
    except cose.MalformedMessage as fault:
        raise Tampered(_CHANGED) from fault
    if not named:
        raise UnknownKey(T("The device that made this receipt is not in this office's list. Sync, then check again."))
    for key in named:
        payload = cose.signed_payload(message, key.public)
        if payload is not None:
            claims = _claims(payload)
            _check_use(key, claims.finalised_at)
            return VerifiedReceipt(claims, key.office)
    raise Tampered(_CHANGED)


def shortened(name: str) -> str:
    """Return a name as the code carries it: as it is, or cut and marked with 8 hex digits of its hash."""
    raw = name.encode()
    if len(raw) <= _NAME_BYTES:
        return name
    return f"{raw[: _NAME_BYTES - 9].decode(errors='ignore')}~{hashlib.sha256(raw).hexdigest()[:8]}"


_CHANGED = T("This receipt was changed after it was made. Do not accept it.")


def _payload(claims: ReceiptClaims) -> bytes:
    return cbor2.dumps(
        {
            _CODE: int(claims.code),
            _OFFICE: shortened(claims.office),
            _TIME: int(claims.finalised_at.timestamp()),
            _FORM: shortened(claims.form_id),
            _VERSION: shortened(claims.form_version),
            _DIGEST: claims.digest[:DIGEST_BYTES],
            _AMOUNT: claims.amount,
            _STATUS: int(claims.status),
        }
    )


def _claims(payload: bytes) -> ReceiptClaims:
    """Read what a key of ours signed; keys that a later program added are passed over."""
    fields = cbor2.loads(payload)
    return ReceiptClaims(
        code=str(fields[_CODE]).zfill(_CODE_DIGITS),
        office=fields[_OFFICE],
        finalised_at=datetime.fromtimestamp(fields[_TIME], UTC),
        form_id=fields[_FORM],
        form_version=fields[_VERSION],
        digest=fields[_DIGEST],
        amount=fields[_AMOUNT],
        status=ReceiptStatus(fields[_STATUS]),
    )


def _message(text: str) -> bytes:
    """Return the signed message in the text, which must be written as `sign_receipt` writes it."""
    if not text.startswith(PREFIX):
        if text.startswith(_FAMILY) and text[len(_FAMILY) : len(_FAMILY) + 1].isdigit():
            raise UnknownReceiptVersion(T("This receipt was made by a newer program. Update this machine to check it."))
        raise NotAReceipt(T("This is not the code of a receipt."))
    if len(text) > _LONGEST:
        raise Tampered(_CHANGED)
    try:
        message: bytes = base45.b45decode(text[len(PREFIX) :])
    except ValueError as fault:
        raise Tampered(_CHANGED) from fault
    if base45.b45encode(message).decode("ascii") != text[len(PREFIX) :]:
        raise Tampered(_CHANGED)
    return message


def _check_use(key: ReceiptKey, moment: datetime) -> None:
    if key.revoked:
        raise RevokedKey(T("The device that made this receipt was struck off. Do not accept it; ask the supervisor."))
    early = key.valid_from is not None and moment < key.valid_from
    late = key.valid_until is not None and moment > key.valid_until
    if early or late:
        raise ExpiredKey(T("This receipt is dated outside the time in which its device was in use. Do not accept it."))

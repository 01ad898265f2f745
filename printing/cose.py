"""COSE_Sign1 messages with Ed25519 (RFC 9052, 9053) by `cwt`, in one exact shape: any other bytes are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cbor2
from cwt import COSE, COSEKey, VerifyError

from printing.keylist import KEY_ID_BYTES, key_id

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_TAG = 18  # COSE_Sign1
_ALGORITHM, _KEY_ID = 1, 4  # header labels
_KTY, _KID, _ALG, _CURVE, _X, _D = 1, 2, 3, -1, -2, -4  # key labels
_EDDSA, _OKP, _ED25519 = -8, 1, 6


class MalformedMessage(ValueError):
    """The bytes are not a message of ours, or not in the one shape that we write."""


def sign(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    """Return the message; algorithm and key id stand in the protected header, nothing is unprotected."""
    public = key.public_key().public_bytes_raw()
    secret = COSEKey.new({_KTY: _OKP, _ALG: _EDDSA, _CURVE: _ED25519, _X: public, _D: key.private_bytes_raw()})
    message = COSE.new().encode_and_sign(payload, secret, protected=_header(key_id(public)))
    if not isinstance(message, bytes):
        raise TypeError("cwt gives bytes unless asked otherwise")
    return message


def named_key(message: bytes) -> bytes:
    """Return the id of the key that the message says it is signed with. Raises MalformedMessage.

    What a signature does not cover (framing, the unprotected header, longer forms of the same number) must be
    exactly as `sign` writes it: otherwise two texts would be one receipt.
    """
    try:
        tagged = cbor2.loads(message)
        protected, unprotected, payload, signature = tagged.value
        identity = cbor2.loads(protected)[_KEY_ID]
        again = cbor2.dumps(cbor2.CBORTag(_TAG, [cbor2.dumps(_header(identity)), {}, payload, signature]))
    except (cbor2.CBORError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as fault:
        raise MalformedMessage("not a COSE_Sign1 message") from fault
    if again != message or not isinstance(identity, bytes) or len(identity) != KEY_ID_BYTES or unprotected:
        raise MalformedMessage("not in the shape in which receipts are signed")
    return identity


def signed_payload(message: bytes, public: bytes) -> bytes | None:
    """Return what the message carries if the raw key `public` signed it, None if it did not."""
    key = COSEKey.new({_KTY: _OKP, _KID: key_id(public), _ALG: _EDDSA, _CURVE: _ED25519, _X: public})
    try:
        payload: bytes = COSE.new().decode(message, key)
    except VerifyError:
        return None
    return payload


def _header(identity: bytes) -> dict[int, int | bytes]:
    return {_ALGORITHM: _EDDSA, _KEY_ID: identity}

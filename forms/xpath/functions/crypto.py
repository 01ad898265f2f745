"""Functions that digest, decode and verify, and those that make identifiers."""

from __future__ import annotations

import base64
import binascii
import hashlib
import string
import uuid
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assets.texts import T
from forms.xpath.compiled import Code, as_number
from forms.xpath.errors import EvaluationError
from forms.xpath.functions.signature import Function, of_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.xpath.context import Context

_ALGORITHMS = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}  # and SHA-1…
_ALPHABET = string.ascii_letters + string.digits
_SIGNATURE = 64  # bytes of an Ed25519 signature, in front of what it signs
_LONGEST = 4096


def _digest(data: str, algorithm: str, encoding: str = "base64") -> str:
    name = _ALGORITHMS.get(algorithm.upper().replace("-", ""))
    if name is None:
        raise EvaluationError(T("digest() does not know the algorithm {name}.", name=algorithm))
    digest = hashlib.new(name, data.encode("utf-8", "surrogatepass"), usedforsecurity=False)
    if encoding.lower() == "hex":
        return digest.hexdigest()
    if encoding.lower() != "base64":
        raise EvaluationError(T("digest() does not know the encoding {name}.", name=encoding))
    return base64.b64encode(digest.digest()).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base64_decode(text: str) -> str:
    return _decoded(text).decode("utf-8", "replace")


def _extract_signed(text: str, key: str) -> str:
    """Return the message that follows an Ed25519 signature in `text`, nothing where `key` did not sign it."""
    contents = _decoded(text)
    message = contents[_SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(_decoded(key)).verify(contents[:_SIGNATURE], message)
    except (InvalidSignature, ValueError):
        return ""
    return message.decode("utf-8", "replace")


def _uuid(arguments: Sequence[Code]) -> Code:
    if not arguments:
        return Code("string", lambda c: str(uuid.UUID(int=c.environment.random.getrandbits(128), version=4)))
    length = as_number(arguments[0])

    def run(c: Context) -> str:
        wanted = length(c)
        count = int(max(0.0, min(float(_LONGEST), wanted))) if wanted == wanted else 0
        return "".join(c.environment.random.choices(_ALPHABET, k=count))

    return Code("string", run)


FUNCTIONS = {
    "base64-decode": of_strings("string", _base64_decode, 1),
    "digest": of_strings("string", _digest, 2, 3),
    "extract-signed": of_strings("string", _extract_signed, 2),
    "uuid": Function(0, 1, _uuid),
}

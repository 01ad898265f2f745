"""The device's signature over a submission's XML, as the file that travels with it: one line anybody can read.

    ed25519 <key id, hex> <signature, base64>

A form asks for it by a node named `device_signature` of type binary whose value is the file's name.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from sync.store.device import Device

SIGNATURE_NODE = "device_signature"
SIGNATURE_TYPE = "text/plain"
_ALGORITHM = "ed25519"


class SignatureDamaged(ValueError):
    """The file is no signature of a device."""


def written_signature(device: Device, xml: bytes) -> bytes:
    """Return the file's content: the device's signature over exactly the bytes of `xml`."""
    return f"{_ALGORITHM} {device.key_id.hex()} {base64.b64encode(device.sign(xml)).decode()}\n".encode()


def read_signature(content: bytes) -> tuple[bytes, bytes]:
    """Return key id (4 bytes) and signature (64 bytes); raises SignatureDamaged."""
    try:
        algorithm, key_id, signature = content.decode("ascii").split()
        found = bytes.fromhex(key_id), base64.b64decode(signature, validate=True)
    except (UnicodeDecodeError, ValueError, binascii.Error) as error:
        raise SignatureDamaged("this file is no signature of a device") from error
    if algorithm != _ALGORITHM or len(found[1]) != 64:
        raise SignatureDamaged("this file is no signature of a device")
    return found


def is_signed(xml: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether `signature` is over exactly these bytes, under the raw Ed25519 `public_key`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, xml)
    except InvalidSignature:
        return False
    return True

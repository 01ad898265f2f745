"""The device's signatures over a submission, as the file that travels with it, in lines that anybody can read:

    ed25519 <key id, hex> <signature over the XML, base64>
    ed25519 <key id, hex> <signature over the lines that follow, base64>
    <SHA-256, hex> submission.xml
    <SHA-256, hex> <name of a file of the submission>
    …

A form asks for it by a node named `device_signature` of type binary whose value is the file's name.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.store.device import Device

SIGNATURE_NODE = "device_signature"
SIGNATURE_TYPE = "text/plain"
_ALGORITHM = "ed25519"
_XML = "submission.xml"


class SignatureDamaged(ValueError):
    """The file is no signature of a device."""


@dataclass(frozen=True, slots=True)
class DeviceSignature:
    """What such a file says; `files` are SHA-256 (hex) by name, and `listing` the bytes that name them."""

    key_id: bytes
    over_xml: bytes
    over_listing: bytes
    listing: bytes
    files: Mapping[str, str]

    def holds(self, xml: bytes, public_key: bytes) -> bool:
        """Whether both signatures are the raw Ed25519 `public_key`'s, and over exactly these bytes."""
        listed = self.files.get(_XML) == sha256(xml).hexdigest()
        signed = is_signed(xml, self.over_xml, public_key) and is_signed(self.listing, self.over_listing, public_key)
        return listed and signed


def written_signature(device: Device, xml: bytes, files: Iterable[tuple[str, str]]) -> bytes:
    """Return the file's content; `files` are the names of the others and their SHA-256 in hex."""
    lines = [(_XML, sha256(xml).hexdigest()), *files]
    listing = "".join(f"{digest} {name}\n" for name, digest in lines).encode()
    return f"{_signed(device, xml)}{_signed(device, listing)}".encode() + listing


def read_signature(content: bytes) -> DeviceSignature:
    """Read what `written_signature` wrote; raises SignatureDamaged."""
    try:
        first, second, listing = content.split(b"\n", 2)
        key_id, over_xml = _read(first)
        other, over_listing = _read(second)
        named = [line.split(" ", 1) for line in listing.decode().splitlines()]
        files = {name: digest for digest, name in named}
    except (UnicodeDecodeError, ValueError, binascii.Error) as error:
        raise SignatureDamaged("this file is no signature of a device") from error
    if key_id != other or len(files) != len(named):
        raise SignatureDamaged("this file is no signature of one device over each file once")
    return DeviceSignature(key_id, over_xml, over_listing, listing, files)


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether `signature` is over exactly these bytes, under the raw Ed25519 `public_key`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _signed(device: Device, message: bytes) -> str:
    return f"{_ALGORITHM} {device.key_id.hex()} {base64.b64encode(device.sign(message)).decode()}\n"


def _read(line: bytes) -> tuple[bytes, bytes]:
    algorithm, key_id, signature = line.decode("ascii").split(" ")
    if algorithm != _ALGORITHM:
        raise SignatureDamaged(f"{algorithm} is not known here")
    return bytes.fromhex(key_id), base64.b64decode(signature, validate=True)

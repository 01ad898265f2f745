"""Opens an ODK envelope as a server does that holds the private key; written from the specification alone.

https://getodk.github.io/xforms-spec/encryption
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import md5
from typing import TYPE_CHECKING

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_E = "{http://www.opendatakit.org/xforms/encrypted}"
_O = "{http://openrosa.org/xforms}"


@cache
def private_key() -> rsa.RSAPrivateKey:
    """The ministry's key: made once for all tests."""
    return rsa.generate_private_key(65537, 2048)


def public_key() -> str:
    """What stands in the form's `base64RsaPublicKey`."""
    der = (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return base64.b64encode(der).decode()


@dataclass(frozen=True)
class Opened:
    """A record as it was before sealing, and whether the envelope's own signature holds."""

    form_id: str
    version: str
    instance_id: str
    xml: bytes
    files: Mapping[str, bytes]
    signed: bool


def opened(manifest: bytes, parts: Mapping[str, bytes], key: rsa.RSAPrivateKey | None = None) -> Opened:
    """Decrypt every part that the manifest names."""
    key = key or private_key()
    root = etree.fromstring(manifest)
    assert root.tag == f"{_E}data"
    assert root.get("encrypted") == "yes"
    sealed_key = _text(root, f"{_E}base64EncryptedKey")
    instance_id = _text(root, f"{_O}meta/{_O}instanceID")
    media = [_plain(element) for element in root.findall(f"{_E}media/{_E}file")]
    submission = _text(root, f"{_E}encryptedXmlFile").removesuffix(".enc")
    aes = key.decrypt(base64.b64decode(sealed_key), _oaep())
    assert len(aes) == 32
    seed, files = list(_md5(instance_id.encode() + aes)), dict[str, bytes]()
    for index, name in enumerate([*media, submission]):
        seed[index % 16] = (seed[index % 16] + 1) % 256
        files[name] = _decrypted(parts[f"{name}.enc"], aes, bytes(seed))
    version = root.get("version")
    source = [root.get("id", ""), *([version] if version else []), sealed_key, instance_id]
    source += [f"{name}::{_md5(content).hex()}" for name, content in files.items()]
    signature = key.decrypt(base64.b64decode(_text(root, f"{_E}base64EncryptedElementSignature")), _oaep())
    signed = signature == _md5("".join(f"{line}\n" for line in source).encode())
    xml = files.pop(submission)
    return Opened(root.get("id", ""), version or "", instance_id, xml, files, signed)


def _decrypted(content: bytes, key: bytes, vector: bytes) -> bytes:
    decryptor = Cipher(algorithms.AES(key), CFB(vector)).decryptor()
    plain = decryptor.update(content) + decryptor.finalize()
    assert 1 <= plain[-1] <= 16
    assert plain[-plain[-1] :] == plain[-1:] * plain[-1]
    return plain[: -plain[-1]]


def _md5(content: bytes) -> bytes:
    return md5(content, usedforsecurity=False).digest()


def _oaep() -> padding.OAEP:
    return padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def _text(root: etree._Element, path: str) -> str:
    return root.findtext(path) or ""


def _plain(element: etree._Element) -> str:
    return (element.text or "").removesuffix(".enc")

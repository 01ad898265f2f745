"""Opening an ODK envelope with the centre's private key: what came sealed from a counter, as it was before.

https://getodk.github.io/xforms-spec/encryption. The key never lies on the server that receives.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7

from assets.texts import T
from sync.central import xml
from sync.central.errors import Refused
from sync.central.submission_xml import is_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from lxml import etree

    from assets.texts import Text

_SUFFIX = ".enc"
_NAME = re.compile(r"[^./\\\0][^/\\\0]*\.enc")
_BLOCK_BITS = 128
_NO_MANIFEST = T("This manifest cannot be read. Take another copy of it.")
_EXCHANGED = T("These files are not those that were sealed together. One of them was exchanged.")


class NotOpened(Exception):
    """The envelope cannot be opened; `text` says why: another key, a missing or exchanged file, or no envelope."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


@dataclass(frozen=True, slots=True)
class Opened:
    """A submission as it was before sealing; `files` are the names of its files in their order."""

    instance_id: str
    files: tuple[str, ...]


def unseal(
    manifest: bytes, key: RSAPrivateKey, read: Callable[[str], bytes], keep: Callable[[str, bytes], object]
) -> Opened:
    """Open every file that `manifest` names and hand it to `keep`; raises NotOpened.

    `read` gives an encrypted file by its name and raises OSError where it is missing. What was kept before a fault is
    found is of no use: only the end tells that nothing was exchanged.
    """
    root = _envelope(manifest)
    sealed_key, instance_id = _text(root, "base64EncryptedKey"), _text(root, "meta", "instanceID")
    plain_key = _rsa(key, sealed_key)
    names = [*_media(root), _text(root, "encryptedXmlFile")]
    if not all(map(_NAME.fullmatch, names)):
        raise NotOpened(_NO_MANIFEST)
    version = root.get("version", "")
    signed = [root.get("id", ""), *([version] if version else []), sealed_key, instance_id]
    for name, vector in zip(names, _vectors(instance_id, plain_key), strict=False):
        plain_name = name.removesuffix(_SUFFIX)
        content = _decrypted(read, name, plain_key, vector)
        signed.append(f"{plain_name}::{hashlib.md5(content, usedforsecurity=False).hexdigest()}")
        keep(plain_name, content)
    source = "".join(f"{entry}\n" for entry in signed).encode()
    digest = hashlib.md5(source, usedforsecurity=False).digest()
    if _rsa(key, _text(root, "base64EncryptedElementSignature")) != digest:
        raise NotOpened(_EXCHANGED)
    return Opened(instance_id, tuple(name.removesuffix(_SUFFIX) for name in names))


def _envelope(manifest: bytes) -> etree._Element:
    try:
        root = xml.read(manifest)
    except Refused as error:
        raise NotOpened(_NO_MANIFEST) from error
    if not is_sealed(root):
        raise NotOpened(T("This application is not sealed."))
    return root


def _rsa(key: RSAPrivateKey, sealed: str) -> bytes:
    try:
        return key.decrypt(base64.b64decode(sealed), OAEP(MGF1(SHA256()), SHA256(), None))
    except (ValueError, binascii.Error) as error:
        raise NotOpened(T("This private key does not open this application.")) from error


def _decrypted(read: Callable[[str], bytes], name: str, key: bytes, vector: bytes) -> bytes:
    try:
        sealed = read(name)
        cipher = Cipher(AES(key), CFB(vector)).decryptor()
        padding = PKCS7(_BLOCK_BITS).unpadder()
        return padding.update(cipher.update(sealed) + cipher.finalize()) + padding.finalize()
    except OSError as error:
        raise NotOpened(T("The file {name} is missing.", name=name)) from error
    except ValueError as error:
        raise NotOpened(T("The file {name} is not what was sealed.", name=name)) from error


def _vectors(instance_id: str, key: bytes) -> Iterator[bytes]:
    seed = bytearray(hashlib.md5(instance_id.encode() + key, usedforsecurity=False).digest())
    number = 0
    while True:
        seed[number % len(seed)] = (seed[number % len(seed)] + 1) & 0xFF
        number += 1
        yield bytes(seed)


def _media(root: etree._Element) -> list[str]:
    media = (element for element in xml.children(root) if xml.local(element) == "media")
    return [xml.text_of(file) for element in media for file in xml.children(element)]


def _text(root: etree._Element, *steps: str) -> str:
    element: etree._Element | None = root
    for step in steps:
        element = xml.child(element, step)
    return xml.text_of(element)

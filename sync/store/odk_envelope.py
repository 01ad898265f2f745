"""The ODK encrypted envelope: every file of a submission under one AES key, and that key under the form's RSA key.

https://getodk.github.io/xforms-spec/encryption: what stands here is what every ODK server and Briefcase opens again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.modes import CFB  # the envelope's own mode; nothing else here uses it
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_der_public_key

from sync.store.errors import SealingKeyUnfit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.store.sealed_files import Source

SUBMISSION = "submission.xml"
SUFFIX = ".enc"
_NAMESPACE = "http://www.opendatakit.org/xforms/encrypted"
_OPENROSA = "http://openrosa.org/xforms"
_SMALLEST_KEY = 2048  # bits
_BLOCK_BITS = 128


def sealing_key(written: str) -> RSAPublicKey:
    """Return the key of a form's `base64RsaPublicKey` attribute.

    Raises SealingKeyUnfit for what is no RSA key or one of less than 2048 bits.
    """
    try:
        key = load_der_public_key(base64.b64decode("".join(written.split()), validate=True))
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as error:
        raise SealingKeyUnfit from error
    if not isinstance(key, RSAPublicKey) or key.key_size < _SMALLEST_KEY:
        raise SealingKeyUnfit
    return key


def oaep() -> OAEP:
    """Return the padding: Central reads nothing under another digest, though it takes it."""
    return OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None)


def initialisation_vectors(instance_id: str, key: bytes) -> Iterator[bytes]:
    """Yield the 16 bytes for each file in its order: one byte of the seed is counted up further for each."""
    seed = bytearray(hashlib.md5(instance_id.encode() + key, usedforsecurity=False).digest())
    number = 0
    while True:
        seed[number % len(seed)] = (seed[number % len(seed)] + 1) % 256
        number += 1
        yield bytes(seed)


class Envelope:
    """One record being sealed: its media files first, each read to its end, then `submission.xml`, then the manifest.

    `key` is 32 fresh random bytes; whoever made it forgets it with the envelope.
    """

    def __init__(self, public_key: RSAPublicKey, form_id: str, version: str, instance_id: str, key: bytes) -> None:
        self._public_key, self._key = public_key, key
        self._form_id, self._version, self._instance_id = form_id, version, instance_id
        self._vectors = initialisation_vectors(instance_id, key)
        self._sealed_key = base64.b64encode(public_key.encrypt(key, oaep())).decode()
        self._signed = [form_id, *([version] if version else []), self._sealed_key, instance_id]
        self._names: list[str] = []

    def sealed(self, name: str, source: Source) -> Source:
        """Return a stream of the file `name` encrypted, read from `source` as it is read itself."""
        return _EncryptedFile(source, self._key, next(self._vectors), lambda md5: self._note(name, md5))

    def manifest(self) -> bytes:
        """Return the manifest, which is the record's `xml_submission_file`."""
        from xml.sax.saxutils import escape, quoteattr  # it brings urllib's HTTP along, which the start does without

        version = f" version={quoteattr(self._version)}" if self._version else ""
        media = "".join(f"<media><file>{escape(name)}{SUFFIX}</file></media>" for name in self._names[:-1])
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<data xmlns="{_NAMESPACE}" id={quoteattr(self._form_id)}{version} encrypted="yes">'
            f"<base64EncryptedKey>{self._sealed_key}</base64EncryptedKey>"
            f'<orx:meta xmlns:orx="{_OPENROSA}"><orx:instanceID>{escape(self._instance_id)}</orx:instanceID></orx:meta>'
            f"{media}<encryptedXmlFile>{SUBMISSION}{SUFFIX}</encryptedXmlFile>"
            f"<base64EncryptedElementSignature>{self._signature()}</base64EncryptedElementSignature></data>"
        ).encode()

    def _note(self, name: str, md5: str) -> None:
        self._names.append(name)
        self._signed.append(f"{name}::{md5}")

    def _signature(self) -> str:
        """Return the md5 over what was sealed, a line for each entry, under the form's key as the AES key is."""
        source = "".join(f"{entry}\n" for entry in self._signed).encode()
        digest = hashlib.md5(source, usedforsecurity=False).digest()
        return base64.b64encode(self._public_key.encrypt(digest, oaep())).decode()


class _EncryptedFile:
    """AES-256-CFB with PKCS#7 over what `source` gives; hashes the plain bytes and tells their md5 at the end."""

    def __init__(self, source: Source, key: bytes, vector: bytes, ended: Callable[[str], None]) -> None:
        self._source, self._ended = source, ended
        self._cipher = Cipher(AES(key), CFB(vector)).encryptor()
        self._padding = PKCS7(_BLOCK_BITS).padder()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._done = False

    def read(self, size: int, /) -> bytes:
        """Return encrypted bytes, at most `size` (whole blocks of 16) of them; nothing only at the end."""
        while not self._done:
            block = self._source.read(size)
            self._md5.update(block)
            plain = self._padding.update(block) if block else self._padding.finalize()
            if not block:
                self._done = True
                self._ended(self._md5.hexdigest())
            if plain:
                return self._cipher.update(plain)
        return b""

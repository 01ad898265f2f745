"""Sealing: one blob, or a stream in chunks, under its own AES-256-GCM key.

A sealed file is MAGIC, a 7-byte nonce prefix, then chunks of 64 KiB each with its tag. A chunk's nonce is the prefix,
its number in 4 bytes and one byte that is 1 for the last (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015), so that
cutting, swapping, repeating or appending chunks is noticed. `context` binds the bytes to what they belong to.
"""

from __future__ import annotations

import io
import secrets
import struct
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.store.errors import StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024  # bytes
_TAG = 16
_NONCE = 12
_MAGIC = b"PKF1"
_PREFIX = 7


def new_key() -> bytes:
    """Return a fresh 32-byte key."""
    return secrets.token_bytes(32)


def seal(key: bytes, content: bytes, context: bytes) -> bytes:
    """Return `content` sealed under `key`: nonce, ciphertext and tag."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return what `seal` was given; raises StoreDamaged when a bit, the key or the context differs."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except InvalidTag as error:
        raise StoreDamaged from error


def seal_stream(key: bytes, source: BinaryIO, target: BinaryIO, context: bytes) -> Iterator[bytes]:
    """Write `source` sealed to `target`; yields each plain chunk as it passes, for counting and hashing."""
    prefix = secrets.token_bytes(_PREFIX)
    header = _MAGIC + prefix
    cipher = AESGCM(key)
    target.write(header)
    number, chunk = 0, _read_exactly(source, CHUNK)
    while True:
        following = _read_exactly(source, CHUNK)
        target.write(cipher.encrypt(_nonce(prefix, number, last=not following), chunk, header + context))
        yield chunk
        if not following:
            return
        number, chunk = number + 1, following


def open_sealed(path: Path, key: bytes, context: bytes) -> BinaryIO:
    """Return a readable stream of the plain bytes of a sealed file, one chunk in memory at a time.

    Reading raises StoreDamaged as soon as a chunk is not what was written; raises FileNotFoundError.
    """
    return io.BufferedReader(_SealedReader(path.open("rb"), key, context), CHUNK)


class _SealedReader(io.RawIOBase):
    def __init__(self, file: BinaryIO, key: bytes, context: bytes) -> None:
        self._file = file
        self._cipher = AESGCM(key)
        header = file.read(len(_MAGIC) + _PREFIX)
        self._prefix, self._bound = header[len(_MAGIC) :], header + context
        self._number = 0
        self._next = file.read(CHUNK + _TAG)
        if not header.startswith(_MAGIC) or not self._next:
            file.close()
            raise StoreDamaged
        self._plain = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` with what is left of the current chunk, opening the next one when it is used up."""
        if not self._plain and self._next:
            self._plain = memoryview(self._open_next())
        target = memoryview(buffer)
        count = min(len(target), len(self._plain))
        target[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _open_next(self) -> bytes:
        chunk, self._next = self._next, self._file.read(CHUNK + _TAG)
        nonce = _nonce(self._prefix, self._number, last=not self._next)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, chunk, self._bound)
        except InvalidTag as error:
            raise StoreDamaged from error

    def close(self) -> None:
        self._file.close()
        super().close()


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


def _read_exactly(source: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, fewer only at the end: a pipe or a socket may give less at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

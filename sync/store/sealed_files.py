"""Sealed files on the disk: written whole before anything names them, read back a chunk at a time."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, BinaryIO, Protocol
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.store.durable import durable_file
from sync.store.errors import StoreDamaged
from sync.store.sealing import CHUNK, MAGIC, PREFIX, TAG, chunk_nonce, seal_chunks
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer


class Source(Protocol):
    """Where plain bytes come from: a file, a pipe, the line."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


class SealedFile:
    """A file just written: its name in the folder, and SHA-256 (hex) and size of the plain content."""

    def __init__(self) -> None:
        self.name = uuid4().hex
        self.size = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the plain content in hex."""
        return self._digest.hexdigest()

    def chunks(self, source: Source) -> Iterator[bytes]:
        """Yield the plain content in chunks, counting and hashing what passes."""
        while chunk := _read_exactly(source, CHUNK):
            self._digest.update(chunk)
            self.size += len(chunk)
            yield chunk


def keep_sealed(folder: Path, key: bytes, context: bytes, source: Source) -> SealedFile:
    """Write `source` sealed into `folder` under a new random name, synced; raises StoreFull, StoreFault.

    What `source` itself raises (a line that breaks is an OSError too) comes out unchanged.
    """
    sealed = SealedFile()
    try:
        with faults_told(folder), durable_file(folder / sealed.name) as file:
            for part in seal_chunks(key, sealed.chunks(source), context):
                file.write(part)
    except _SourceFailedError as failed:
        raise failed.cause from None
    return sealed


def open_sealed(path: Path, key: bytes, context: bytes) -> BinaryIO:
    """Return a readable stream of the plain bytes of a sealed file, one chunk in memory at a time.

    Reading raises StoreDamaged as soon as a chunk is not what was written; raises FileNotFoundError.
    """
    return io.BufferedReader(_SealedReader(path, key, context), CHUNK)


class _SealedReader(io.RawIOBase):
    def __init__(self, path: Path, key: bytes, context: bytes) -> None:
        self._folder = path.parent
        self._cipher = AESGCM(key)
        self._file = path.open("rb")
        header = self._file.read(len(MAGIC) + PREFIX)
        self._prefix, self._bound = header[len(MAGIC) :], header + context
        self._number = 0
        self._next = self._file.read(CHUNK + TAG)
        if not header.startswith(MAGIC) or not self._next:
            self._file.close()
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
        with faults_told(self._folder):
            chunk, self._next = self._next, self._file.read(CHUNK + TAG)
        nonce = chunk_nonce(self._prefix, self._number, last=not self._next)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, chunk, self._bound)
        except InvalidTag as error:
            raise StoreDamaged from error

    def close(self) -> None:
        if hasattr(self, "_file"):  # io closes even what could not be opened
            self._file.close()
        super().close()


class _SourceFailedError(Exception):
    """Carries what the source raised past the errors of our own disk."""

    def __init__(self, cause: OSError) -> None:
        super().__init__()
        self.cause = cause


def _read_exactly(source: Source, size: int) -> bytes:
    """Read `size` bytes, fewer only at the end: a pipe or a socket may give less at a time."""
    parts: list[bytes] = []
    try:
        while size > 0 and (part := source.read(size)):
            parts.append(part)
            size -= len(part)
    except OSError as error:
        raise _SourceFailedError(error) from error
    return b"".join(parts)

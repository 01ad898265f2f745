"""Writing one volume, streamed: nothing of it is on a disk in the clear or in memory as a whole."""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING

import pyrage

from sync.bundles.errors import StickUnusable
from sync.bundles.notes import signed
from sync.bundles.stick_file import StickFile, told
from sync.store.durable import durable_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sync.bundles.cards import Card, Own
    from sync.bundles.manifest import Manifest

BLOCK = 512  # bytes of a tar's unit
MANIFEST = "manifest"


class Pieces:
    """A file's content in pieces, which are `size` bytes together; it can be read again and again."""

    def __init__(self, read: Callable[[], Iterable[bytes]], size: int) -> None:
        """Take what `read` gives, each time."""
        self._read, self.size = read, size

    @classmethod
    def of(cls, content: bytes) -> Pieces:
        """Return `content` as its own only piece."""
        return cls(lambda: [content], len(content))

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces."""
        yield from self._read()


def write_volume(path: Path, manifest: Manifest, own: Own, reader: Card, contents: Iterable[Pieces]) -> None:
    """Put a volume at `path`, whole or not at all; `contents` gives each file of the manifest in pieces.

    Raises StickFull, StickUnusable, and whatever giving a piece raises.
    """
    stream = _Stream(_tar(signed(manifest.text(), own), contents))
    recipient = pyrage.x25519.Recipient.from_str(reader.recipient)
    try:
        with durable_file(path) as file:
            target = StickFile(file)
            try:
                pyrage.encrypt_io(stream, target, [recipient])
            except pyrage.EncryptError as error:
                raise stream.failure or target.fault or StickUnusable() from error
    except OSError as fault:
        raise told(fault) from fault


def _tar(manifest: bytes, contents: Iterable[Pieces]) -> Iterator[bytes]:
    yield from _member(MANIFEST, Pieces.of(manifest))
    for number, content in enumerate(contents):
        yield from _member(f"{number:06}", content)
    yield bytes(2 * BLOCK)


def _member(name: str, pieces: Pieces) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = pieces.size, 0o600
    yield info.tobuf(tarfile.GNU_FORMAT)
    yield from pieces
    yield bytes(-pieces.size % BLOCK)


class _Stream(io.RawIOBase):
    """What the encryption reads from; an exception of the pieces comes through it as it was."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""
        self.failure: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = next(self._pieces)
        except StopIteration:
            return b""
        except Exception as error:
            self.failure = error
            raise OSError("the content could not be read") from error
        count = len(self._left) if size < 0 else size
        given, self._left = self._left[:count], self._left[count:]
        return given

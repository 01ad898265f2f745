"""Reading one volume, streamed: every member is checked against the signed manifest before anybody hears its end."""

from __future__ import annotations

import io
import re
import tarfile
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

import pyrage

from sync.bundles.errors import (
    BundleCut,
    BundleForbidden,
    BundleRefused,
    BundleTooLarge,
    NotABundle,
    NotForUs,
)
from sync.bundles.manifest import Manifest
from sync.bundles.notes import verified
from sync.bundles.stick_file import StickFile, told
from sync.bundles.writing import BLOCK, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sync.bundles.cards import Card, Own

_LONGEST_MANIFEST = 64 * 1024 * 1024  # bytes
LARGEST = 1 << 40  # bytes of one file in a volume
_NUMBER = re.compile(r"\d{1,7}")


class Visitor(Protocol):
    """Who wants a volume's content: the manifest first, then each file in pieces."""

    def manifest(self, manifest: Manifest, maker: Card) -> None:
        """Hear the manifest, and who signed it."""

    def begin(self, number: int) -> None:
        """Hear that file `number` of the manifest begins."""

    def piece(self, data: bytes) -> None:
        """Hear bytes of it."""

    def end(self) -> None:
        """Hear that it was whole and is the one that the manifest names."""


def read_volume(path: Path, own: Own, known: Sequence[Card], visitor: Visitor) -> None:
    """Read the volume at `path` through to its end and let `visitor` hear it.

    Raises BundleRefused for anything that is not exactly as its maker wrote it, StickUnusable, and what `visitor`
    raises.
    """
    members = _Members(known, visitor)
    try:
        with path.open("rb") as file:
            source = StickFile(file)
            try:
                pyrage.decrypt_io(source, members, [own.identity])
            except (pyrage.DecryptError, OSError) as error:
                raise members.failure or source.fault or _refusal(error) from error
    except OSError as fault:  # the stick itself, not what is on it
        raise told(fault) from fault
    members.finish()


def check_volume(path: Path, own: Own, known: Sequence[Card]) -> tuple[Manifest, Card]:
    """Read the whole volume without using any of it, and return its manifest and who made it; raises BundleError."""
    listener = _Listener()
    read_volume(path, own, known, listener)
    if listener.heard is None:
        raise NotABundle
    return listener.heard


class _Listener:
    """Keeps the manifest and nothing else."""

    def __init__(self) -> None:
        self.heard: tuple[Manifest, Card] | None = None

    def manifest(self, manifest: Manifest, maker: Card) -> None:
        self.heard = manifest, maker

    def begin(self, number: int) -> None:
        """Files are only hashed."""

    def piece(self, data: bytes) -> None:
        """Files are only hashed."""

    def end(self) -> None:
        """Files are only hashed."""


def _refusal(error: Exception) -> BundleRefused:
    if "No matching keys" in str(error):
        return NotForUs()
    return BundleCut() if isinstance(error, OSError) or "failed to fill" in str(error) else NotABundle()


class _Members(io.RawIOBase):
    """Takes the decrypted tar as it comes; only plain files that the signed manifest names, in its order."""

    def __init__(self, known: Sequence[Card], visitor: Visitor) -> None:
        self._known, self._visitor = known, visitor
        self._waiting = bytearray()
        self._note = bytearray()
        self._manifest: Manifest | None = None
        self._number = -1  # of the member being read; -1 is the manifest
        self._left = self._padding = 0
        self._inside = self._ended = False
        self._digest = sha256()
        self.failure: Exception | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are what comes
        if self.failure is not None:  # what decrypts tries again before it gives up
            raise OSError("the volume was refused")
        try:
            self._waiting += data
            while self._step():
                pass
        except Exception as error:
            self.failure = error
            raise OSError("the volume was refused") from error
        return len(data)

    def finish(self) -> None:
        """The stream has ended: everything that the manifest names must have come. Raises BundleCut."""
        if self._manifest is None:
            raise NotABundle
        if not self._ended or self._number != len(self._manifest.files):
            raise BundleCut

    def _step(self) -> bool:
        if self._ended:
            if any(self._waiting):
                raise BundleForbidden
            self._waiting.clear()
            return False
        if self._inside:
            return self._take()
        if len(self._waiting) < self._padding + BLOCK:
            return False
        if any(self._waiting[: self._padding]):
            raise BundleForbidden
        header = bytes(self._waiting[self._padding : self._padding + BLOCK])
        del self._waiting[: self._padding + BLOCK]
        self._padding = 0
        if not any(header):
            self._ended = True
        else:
            self._open(header)
        return True

    def _open(self, header: bytes) -> None:
        try:
            info = tarfile.TarInfo.frombuf(header, "ascii", "strict")
        except (tarfile.HeaderError, ValueError) as error:
            raise NotABundle if self._manifest is None else BundleForbidden from error
        if info.type != tarfile.REGTYPE or info.size < 0:
            raise BundleForbidden
        if self._manifest is None:
            if info.name != MANIFEST:
                raise NotABundle
            if info.size > _LONGEST_MANIFEST:
                raise BundleTooLarge
        else:
            self._expect(info)
        self._left, self._padding = info.size, -info.size % BLOCK
        self._inside, self._digest = True, sha256()
        if self._number >= 0:
            self._visitor.begin(self._number)

    def _expect(self, info: tarfile.TarInfo) -> None:
        files = self._manifest.files if self._manifest else ()
        if not _NUMBER.fullmatch(info.name) or int(info.name) != self._number or self._number >= len(files):
            raise BundleForbidden
        if info.size != files[self._number].size or info.size > LARGEST:
            raise BundleTooLarge

    def _take(self) -> bool:
        if self._left:
            if not self._waiting:
                return False
            piece = bytes(self._waiting[: self._left])
            del self._waiting[: len(piece)]
            self._left -= len(piece)
            if self._number < 0:
                self._note += piece
            else:
                self._digest.update(piece)
                self._visitor.piece(piece)
            if self._left:
                return False
        self._inside = False
        if self._number < 0:
            self._read_manifest()
        else:
            self._close()
        self._number += 1
        return True

    def _read_manifest(self) -> None:
        text, maker = verified(bytes(self._note), self._known)
        self._manifest = Manifest.read(text)
        self._note.clear()
        self._visitor.manifest(self._manifest, maker)

    def _close(self) -> None:
        if self._manifest is None or self._digest.hexdigest() != self._manifest.files[self._number].sha256:
            raise BundleCut
        self._visitor.end()

"""An archive of a release as a folder: plain files, folders and links that stay inside, and no more than was signed."""

from __future__ import annotations

import io
import lzma
import os
import tarfile
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from sync.releases.errors import ReleaseDamaged, ReleaseForbidden
from sync.store.durable import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 20_000
LARGEST = 4 * 1024**3  # bytes; the program has a twentieth of it
_BLOCK = 1024 * 1024
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)
_AROUND = 32 * 1024 * 1024  # bytes of the archive around its files, at most
_MEMORY = 128 * 1024 * 1024  # bytes that decompressing may take


def unpack(archive: IO[bytes], folder: Path, size: int) -> None:
    """Put what is in `archive` into the new `folder`, synced; `size` is how many bytes were signed to be in it.

    Raises ReleaseForbidden, ReleaseDamaged; what lies in `folder` then is of no use. OSError is the disk's.
    """
    folder.mkdir()
    most = min(size, LARGEST)
    capped = _Capped(archive, most)
    try:
        with tarfile.open(fileobj=capped, mode="r|") as tar:
            _Unpacking(folder, most).run(tar)
        while capped.read(_BLOCK):  # to its end, where the checksum is
            pass
    except (tarfile.TarError, lzma.LZMAError, EOFError, ValueError) as error:
        raise ReleaseDamaged from error


class _Capped(io.RawIOBase):
    """The decompressed archive; what goes on for longer than it may is refused before it fills anything."""

    def __init__(self, archive: IO[bytes], size: int) -> None:
        self._archive, self._left = archive, size + _AROUND
        self._lzma = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, none at the end."""
        while not self._lzma.eof:
            block = self._archive.read(_BLOCK) if self._lzma.needs_input else b""
            if self._lzma.needs_input and not block:
                raise ReleaseDamaged
            found = self._lzma.decompress(block, size)
            self._left -= len(found)
            if self._left < 0:
                raise ReleaseForbidden
            if found:
                return found
        return b""


class _Unpacking:
    """One archive on its way into a folder."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._left = folder, size
        self._links: list[Path] = []
        self._folders = {folder}

    def run(self, tar: tarfile.TarFile) -> None:
        """Unpack everything, look where the links lead, and make it last."""
        for count, member in enumerate(tar):
            if count >= MOST_FILES:
                raise ReleaseForbidden
            self._add(tar, member)
        base = self._folder.resolve()
        for link in self._links:
            if not link.resolve().is_relative_to(base):
                raise ReleaseForbidden
        for folder in self._folders:
            sync_folder(folder)

    def _add(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        path = self._place(member.name)
        if member.isdir():
            self._make(path)
            return
        self._make(path.parent)
        if os.path.lexists(path):  # a second one of this name would be written through the first
            raise ReleaseForbidden
        if member.issym():
            self._link(path, member.linkname)
        elif member.type in _PLAIN:
            self._write(path, cast("IO[bytes]", tar.extractfile(member)), member)
        else:
            raise ReleaseForbidden

    def _place(self, name: str) -> Path:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts or set(name) & {"\\", ":", "\0"}:
            raise ReleaseForbidden
        return self._folder / pure

    def _make(self, path: Path) -> None:
        """Make the folder at `path`; nothing ever goes through a link, wherever it leads."""
        if path in self._folders:
            return
        self._make(path.parent)
        if os.path.lexists(path):
            raise ReleaseForbidden
        path.mkdir(mode=0o755)
        self._folders.add(path)

    def _link(self, path: Path, target: str) -> None:
        if PurePosixPath(target).is_absolute() or set(target) & {"\\", ":", "\0"}:
            raise ReleaseForbidden
        path.symlink_to(target)
        self._links.append(path)

    def _write(self, path: Path, content: IO[bytes], member: tarfile.TarInfo) -> None:
        self._left -= member.size
        if self._left < 0:
            raise ReleaseForbidden
        with path.open("xb") as file:
            while block := content.read(_BLOCK):
                file.write(block)
            file.flush()
            path.chmod(0o755 if member.mode & 0o100 else 0o644)
            os.fsync(file.fileno())

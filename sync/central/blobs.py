"""Files by the hash of their content: written to a temporary name, synced, then renamed; never half a file."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5, sha256
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEMPORARY = ".tmp-"


@dataclass(frozen=True, slots=True)
class Blob:
    """A kept file: hex digests of its content and its size in bytes (md5 because the manifest speaks md5)."""

    sha256: str
    md5: str
    size: int


class IncomingFile:
    """A file on its way in: bytes go straight to the disk while both digests are computed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = NamedTemporaryFile(dir=folder, prefix=_TEMPORARY, delete=False)  # noqa: SIM115 - outlives this call
        self._sha256, self._md5 = sha256(), md5(usedforsecurity=False)
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Append `chunk`."""
        self._file.write(chunk)
        self._sha256.update(chunk)
        self._md5.update(chunk)
        self.size += len(chunk)

    def keep(self) -> Blob:
        """Put the file durably in its place and return what it is; the same content twice is one file."""
        blob = Blob(self._sha256.hexdigest(), self._md5.hexdigest(), self.size)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self._file.name, self._folder / blob.sha256)  # noqa: PTH105 - the name is the file object's own
        _sync_folder(self._folder)
        return blob

    def discard(self) -> None:
        """Close and delete the file if it was not kept."""
        self._file.close()
        (self._folder / self._file.name).unlink(missing_ok=True)

    def content(self) -> bytes:
        """Return all bytes written so far."""
        self._file.flush()
        return (self._folder / self._file.name).read_bytes()


class Blobs:
    """The folder of kept files."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, creating it, and sweep what a killed process left half written."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        for left_over in folder.glob(f"{_TEMPORARY}*"):
            left_over.unlink()

    @contextmanager
    def incoming(self) -> Iterator[IncomingFile]:
        """Yield a file to write to; without `keep` nothing of it remains."""
        file = IncomingFile(self._folder)
        try:
            yield file
        finally:
            file.discard()

    def put(self, content: bytes) -> Blob:
        """Keep `content` and return what it is."""
        with self.incoming() as file:
            file.write(content)
            return file.keep()

    def path(self, digest: str) -> Path:
        """Return where the file with the SHA-256 `digest` lies."""
        return self._folder / digest


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Bytes on their way through this machine: in memory while they are few, else in a file without a name."""

from __future__ import annotations

import hashlib
import tempfile
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY = 1 << 20  # bytes
_BLOCK = 64 * 1024


class Spool:
    """One file's bytes, gone when it is left; `size` in bytes."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed in __exit__
        self._digest = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def sha256(self) -> str:
        """The hash of what was written, in hex."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        """Add `data`."""
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    def pieces(self) -> Iterator[bytes]:
        """Yield everything from the beginning."""
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            yield block

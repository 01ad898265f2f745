"""A file on a stick as `pyrage` reads or writes it: what the stick reports is kept, which age does not tell."""

from __future__ import annotations

import errno
import io
from typing import TYPE_CHECKING, BinaryIO

from sync.bundles.errors import StickFull, StickUnusable

if TYPE_CHECKING:
    from sync.bundles.errors import BundleError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StickFile(io.RawIOBase):
    """Passes everything on to `file`; `fault` is the first error of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.fault: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes."""
        try:
            return self._file.read(size)
        except OSError as error:
            self.fault = error
            raise

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are what comes
        """Write all of `data`."""
        try:
            return self._file.write(data)
        except OSError as error:
            self.fault = error
            raise


def told(fault: OSError) -> BundleError:
    """Return what an error of the stick means to a person."""
    return StickFull() if fault.errno in _FULL else StickUnusable()

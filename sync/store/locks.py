"""Locks on files, given back by the system when the process ends however it ends."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """An advisory lock on a file that stays beside the store."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)

    def take(self, *, shared: bool = False, wait: bool = False) -> bool:
        """Take the lock, or change how it is held; returns False when another process holds it and `wait` is off.

        Windows knows no shared lock here: there `shared` takes nothing, SQLite's own locks still protect the file.
        """
        if sys.platform == "win32":
            if shared:
                return True
            try:
                msvcrt.locking(self._handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                return False
            return True
        mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(self._handle, mode)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Give the lock back."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

"""A file system that forgets (FUSE): what was not synced is gone when its process is killed, as after a power cut.

`python -m tests.faults.forgetful MOUNT DURABLE`: content lasts once its file was synced, names once their folder was.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

from mfusepy import FUSE, FuseOSError, Operations

_NAMES = "names.json"


class Forgetful(Operations):  # type: ignore[misc]  # the library has no types
    """Everything is in memory; `durable` is what a power cut leaves."""

    def __init__(self, durable: Path) -> None:
        self._durable = durable
        self._numbers = itertools.count(1)
        self._content: dict[int, bytearray] = {}
        self._names: dict[str, int | None] = {"/": None}  # None is a folder
        self._kept: dict[str, int | None] = {"/": None}
        self._modes: dict[str, int] = {}

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:  # noqa: ARG002
        number = self._find(path)
        kind = stat.S_IFDIR | 0o700 if number is None else stat.S_IFREG | 0o600
        size = 0 if number is None else len(self._content[number])
        now = time.time()
        about = {"st_mode": kind, "st_nlink": 1, "st_size": size, "st_uid": os.getuid(), "st_gid": os.getgid()}
        return about | {"st_mtime": now, "st_ctime": now, "st_atime": now}

    def readdir(self, path: str, fh: int) -> list[str]:  # noqa: ARG002
        inside = path.rstrip("/") + "/"
        found = {name[len(inside) :] for name in self._names if name.startswith(inside) and name != "/"}
        return [".", "..", *(name for name in found if name and "/" not in name)]

    def create(self, path: str, mode: int, fi: object = None) -> int:  # noqa: ARG002
        self._names[path] = number = next(self._numbers)
        self._content[number] = bytearray()
        return number

    def open(self, path: str, flags: int) -> int:
        number = self._find(path)
        if number is None:
            raise FuseOSError(errno.EISDIR)
        if flags & os.O_TRUNC:
            self._content[number].clear()
        return number

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:  # noqa: ARG002
        return bytes(self._content[fh][offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:  # noqa: ARG002
        content = self._content[fh]
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset : offset + len(data)] = data
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        number = fh or self._find(path)
        assert number is not None
        content = self._content[number]
        del content[length:]
        content.extend(bytes(length - len(content)))

    def unlink(self, path: str) -> None:
        self._find(path)
        del self._names[path]

    def mkdir(self, path: str, mode: int) -> None:  # noqa: ARG002
        self._names[path] = None

    def rmdir(self, path: str) -> None:
        del self._names[path]

    def rename(self, old: str, new: str) -> None:
        self._find(old)
        self._names[new] = self._names.pop(old)

    def fsync(self, path: str, datasync: int, fh: int) -> None:  # noqa: ARG002
        (self._durable / f"{fh}.tmp").write_bytes(self._content[fh])
        (self._durable / f"{fh}.tmp").replace(self._durable / str(fh))

    def fsyncdir(self, path: str, datasync: int, fh: int) -> None:  # noqa: ARG002
        inside = path.rstrip("/") + "/"

        def is_here(name: str) -> bool:
            return name.startswith(inside) and "/" not in name[len(inside) :] and name != "/"

        self._kept = {name: number for name, number in self._kept.items() if not is_here(name)}
        self._kept |= {name: number for name, number in self._names.items() if is_here(name)}
        (self._durable / f"{_NAMES}.tmp").write_text(json.dumps(self._kept))
        (self._durable / f"{_NAMES}.tmp").replace(self._durable / _NAMES)

    def statfs(self, path: str) -> dict[str, int]:  # noqa: ARG002
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 20, "f_bfree": 1 << 19, "f_bavail": 1 << 19}

    def flush(self, path: str, fh: int) -> None:
        """Closing is not syncing."""

    def release(self, path: str, fh: int) -> None:
        """Closing is not syncing."""

    def chmod(self, path: str, mode: int) -> None:
        """Rights are not what is tested here."""

    def utimens(self, path: str, times: object = None) -> None:
        """Times are not what is tested here."""

    def _find(self, path: str) -> int | None:
        try:
            return self._names[path]
        except KeyError:
            raise FuseOSError(errno.ENOENT) from None


def after_the_power_cut(durable: Path, folder: Path) -> None:
    """Put what the file system did not forget into `folder`, an ordinary one."""
    names = json.loads((durable / _NAMES).read_text()) if (durable / _NAMES).exists() else {}
    folder.mkdir()
    for name, number in sorted(names.items()):
        path = folder / name.lstrip("/")
        if name == "/" or not path.parent.is_dir():
            continue
        if number is None:
            path.mkdir()
        else:  # a name without content that was synced is an empty file
            kept = durable / str(number)
            path.write_bytes(kept.read_bytes() if kept.exists() else b"")


def main() -> int:
    """Serve until killed."""
    FUSE(Forgetful(Path(sys.argv[2])), sys.argv[1], foreground=True, nothreads=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Files that are there whole or not at all, whatever happens to the power."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPORARY = ".tmp-"


@contextmanager
def durable_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write; on leaving without an error it is synced and takes the place of `path`, else it is gone."""
    temporary = path.with_name(f"{TEMPORARY}{uuid4().hex}")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_durably(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all."""
    with durable_file(path) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last; Windows keeps no handle on folders and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, for its owner alone; its name lasts when this returns."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def sweep_temporary(folder: Path) -> int:
    """Remove what a crash left half written in `folder`; returns how many files."""
    left_over = list(folder.glob(f"{TEMPORARY}*"))
    for path in left_over:
        path.unlink(missing_ok=True)
    return len(left_over)

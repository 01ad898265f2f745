"""A copy for the citizen's own stick: whole or not at all, and on it before she is told to pull it out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assets.texts import T
from printing.errors import PrintingError

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 64 * 1024


class StickRefused(PrintingError):
    """The stick is not there, is full, or cannot be written."""


def write_to_stick(folder: Path | None, name: str, content: bytes) -> Path:
    """Write `content` as `name` into `folder`, the stick's; a copy that is there already keeps its name.

    Raises StickRefused; then nothing of it is left there.
    """
    if folder is None:
        raise StickRefused(T("There is no USB stick. Put it in, wait a moment, and try again."))
    target = _free(folder, name)
    unfinished = folder / f".{name}.part"
    try:
        with unfinished.open("wb") as file:
            for start in range(0, len(content), _CHUNK):
                file.write(content[start : start + _CHUNK])
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
        _sync(folder)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        raise StickRefused(T("The stick is full or cannot be written. Nothing was copied; use another one.")) from fault
    return target


def _free(folder: Path, name: str) -> Path:
    stem, _, suffix = name.rpartition(".")
    number, target = 1, folder / name
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.{suffix}"
    return target


def _sync(folder: Path) -> None:
    """Have the folder itself on the stick: its new entry is what a stick that is pulled out loses first."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

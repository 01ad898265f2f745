"""A copy for the citizen's own stick: whole or not at all, and on it before she is told to pull it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from printing.errors import PrintingError
from sync.store.durable import write_durably

if TYPE_CHECKING:
    from pathlib import Path


class StickRefused(PrintingError):
    """The stick is not there, is full, or cannot be written."""


def write_to_stick(folder: Path | None, name: str, content: bytes) -> Path:
    """Write `content` as `name` into `folder`, the stick's; a copy that is there already keeps its name.

    Raises StickRefused; then nothing of it is left there.
    """
    if folder is None:
        raise StickRefused(T("There is no USB stick. Put it in, wait a moment, and try again."))
    try:
        target = _free(folder, name)
        write_durably(target, content)
    except OSError as fault:
        raise StickRefused(T("The stick is full or cannot be written. Nothing was copied; use another one.")) from fault
    return target


def _free(folder: Path, name: str) -> Path:
    stem, _, suffix = name.rpartition(".")
    number, target = 1, folder / name
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.{suffix}"
    return target

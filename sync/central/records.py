"""What every use case of the central service works on: its database, its files, its clock and its source of secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.central.blobs import Blobs
from sync.central.database import CentralDatabase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Records:
    """One data folder, opened; `now` gives an aware time, `secret(n)` n random bytes as URL-safe text."""

    database: CentralDatabase
    blobs: Blobs
    now: Callable[[], datetime]
    secret: Callable[[int], str]

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime], secret: Callable[[int], str]) -> Records:
        """Open or create the data `folder`, readable by its owner only; raises DataNewer."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(CentralDatabase(folder / "central.sqlite"), Blobs(folder / "files"), now, secret)

    def timestamp(self) -> str:
        """Return the present moment as the ISO 8601 text that the database keeps."""
        return self.now().isoformat(timespec="milliseconds")

    def close(self) -> None:
        """Close the database."""
        self.database.close()

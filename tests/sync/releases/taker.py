"""A process to be killed while it takes a newer program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.sync.releases.ministry import Machine

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def take(folder: Path, told: Connection, repository: Path, root: bytes) -> None:
    """Take the newest program from the stick."""
    machine = Machine(folder, root)
    told.send("begun")
    machine.take(Path(repository))
    told.send("done")

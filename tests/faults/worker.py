"""A counter at work in a process of its own, on a disk that fails (`python -m tests.faults.worker FOLDER SEED COUNT`).

It says each act on standard output only after the store said that it is done.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sync.store.errors import StoreError
from tests.sync.store.victim import work

REFUSED = 3  # the store said that the disk did not do it


class _Output:
    def send(self, said: tuple[str, str, int], /) -> None:
        print(*said, sep="\t", flush=True)


def told_in(output: str) -> list[tuple[str, str, int]]:
    """Return what was said; a line that was cut off was not said."""
    lines = output.split("\n")[:-1]
    return [(what, instance_id, int(number)) for what, instance_id, number in (line.split("\t") for line in lines)]


def main() -> int:
    """Work until done, or until the store refuses."""
    try:
        work(Path(sys.argv[1]), int(sys.argv[2]), _Output(), int(sys.argv[3]))
    except StoreError:
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())

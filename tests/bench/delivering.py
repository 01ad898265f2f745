"""Delivers what a store holds and prints how many, and the greatest resident size in MB (`… FOLDER URL`)."""

from __future__ import annotations

import resource
import sys
from contextlib import closing
from pathlib import Path

from tests.sync.counter import open_counter


def main() -> None:
    """Run until nothing waits."""
    with closing(open_counter(Path(sys.argv[1]))) as counter:
        delivered = len(counter.run(sys.argv[2], connect_timeout=30, read_timeout=120).delivered)
    print(delivered, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()

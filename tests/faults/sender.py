"""A process to be killed: delivers what a store holds (`python -m tests.faults.sender FOLDER URL`)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.sync.counter import open_counter


def main() -> int:
    """Deliver until nothing waits; says on standard output when it begins and after each run."""
    folder, url = Path(sys.argv[1]), sys.argv[2]
    counter = open_counter(folder, seed=time.monotonic_ns())
    print("open", flush=True)
    while counter.store.queue.backlog():
        report = counter.run(url)
        print(len(report.delivered), flush=True)
    counter.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

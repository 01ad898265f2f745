"""A process to be killed: delivers what a store holds (`python -m tests.faults.sender FOLDER URL [SECONDS]`)."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path

from tests.sync.counter import open_counter


def main() -> int:
    """Deliver until nothing waits; says on standard output when it begins and after each run."""
    folder, url = Path(sys.argv[1]), sys.argv[2]
    patience = float(sys.argv[3]) if len(sys.argv) > 3 else 2.0
    counter = open_counter(folder, seed=time.monotonic_ns())
    print("open", flush=True)
    while counter.store.queue.backlog():
        report = counter.run(url, connect_timeout=patience, read_timeout=patience)
        print(len(report.delivered), flush=True)
        counter.clock.pass_by(timedelta(hours=2))  # waits are not what is tested here
    counter.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

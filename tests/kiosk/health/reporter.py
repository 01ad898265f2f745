"""A machine that reports and delivers in a process of its own, to be killed at any moment: folder, centre's address."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from kiosk.health_report import HealthReport
from kiosk.printer_state import PrinterState
from tests.kiosk.health.conftest import KEPT, office
from tests.sync.counter import open_counter


def main() -> None:
    """Make the one report of this moment, if it is not made yet, and deliver what waits."""
    folder, url = Path(sys.argv[1]), sys.argv[2]
    with closing(open_counter(folder)) as counter:
        print("begun", flush=True)
        counter.run(url)
        HealthReport(office(), KEPT, lambda: PrinterState.READY).report(counter.store)
        counter.run(url)
        print("done", flush=True)


if __name__ == "__main__":
    main()

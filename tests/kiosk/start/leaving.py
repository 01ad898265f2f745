"""A person comes to the counter of CONFIG and DATA, looks, and leaves; the exit status is the counter's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.app import qt_application, run_counter
from kiosk.config_file import read_config
from kiosk.launched import Launched
from kiosk.session import Event

if TYPE_CHECKING:
    from kiosk.counter import Counter

_LONG_ENOUGH = 1000  # milliseconds until the program has said that it is healthy


def come_and_leave(counter: Counter) -> QTimer:
    """Ask after an application and press End: something of hers was on the screen."""

    def act() -> None:
        for event in (Event.TOUCHED, Event.SETTLED, Event.TRACK_ASKED, Event.ENDED):
            counter.happen(event)

    timer = QTimer(interval=_LONG_ENOUGH, singleShot=True)
    timer.timeout.connect(act)
    timer.start()
    return timer


if __name__ == "__main__":
    qt_application()
    successor = ["--version"]  # what takes the process's place where no other release waits
    launched = Launched.of(os.environ)
    config, data = read_config(Path(sys.argv[1])), Path(sys.argv[2])
    sys.exit(run_counter(config, data, successor, attend=come_and_leave, launched=launched))

"""Puts one document at a time on paper, in a thread of its own: no printer ever blocks the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Slot

from printing.errors import PrintingError
from printing.handover import hand_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from printing.printers import Printer

    Done = Callable[[Text | None], None]


class Press(QObject):
    """Makes a document, probes the printer, hands it over; `done` is told in the window's thread, even at the end."""

    def __init__(self, printer: Printer | None) -> None:
        """Print on `printer`, None where the office has none."""
        super().__init__()
        self._printer = printer
        self._work: _Work | None = None
        self._done: Done = _nobody

    @property
    def is_there(self) -> bool:
        """Whether this office has a printer at all."""
        return self._printer is not None

    @property
    def busy(self) -> bool:
        """Whether a document is on its way."""
        return self._work is not None

    def put_on_paper(self, title: str, make: Callable[[], bytes], done: Done) -> bool:
        """Print what `make` returns under `title`, a tracking code alone; False while another one is on its way.

        `done` is given None, or the sentence that says why no paper came out.
        """
        if self._printer is None or self.busy:
            return False
        self._done = done
        self._work = _Work(self._printer, title, make)
        self._work.finished.connect(self._finish)
        self._work.start()
        return True

    def end(self) -> None:
        """Wait for the document on its way, and tell how it went."""
        if self._work is not None:
            self._work.wait()
            self._finish()

    @Slot()
    def _finish(self) -> None:
        work, self._work = self._work, None
        if work is not None:  # None when `end` was quicker than the queued signal
            work.wait()
            self._done(work.fault)


class _Work(QThread):
    def __init__(self, printer: Printer, title: str, make: Callable[[], bytes]) -> None:
        super().__init__()
        self._printer, self._title, self._make = printer, title, make
        self.fault: Text | None = None

    def run(self) -> None:
        try:
            self._printer.probe()
            hand_over(self._printer, self._make(), self._title, time.sleep)
        except PrintingError as error:
            self.fault = error.text


def _nobody(fault: Text | None) -> None:
    del fault

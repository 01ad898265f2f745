"""Makes one document at a time and puts it on paper, in a thread of its own: no printer ever blocks the window."""

from __future__ import annotations

import logging
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Slot

from assets.texts import T
from kiosk.printer_state import PrinterState
from printing.errors import PrinterError, PrintingError
from printing.handover import hand_over
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from printing.printers import Printer

    Done = Callable[["Printed"], None]
    Act = Callable[[], Text | None]

log = logging.getLogger(__name__)
NOT_MADE = T("The paper could not be made. The application itself is safe; tell the technician.")


@dataclass(frozen=True, slots=True)
class Printed:
    """How it went: the sentence that says why no paper came out, and whether some of it may have all the same.

    notice: what will soon be wrong with the printer.
    """

    fault: Text | None = None
    doubtful: bool = False
    notice: Text | None = None

    @property
    def state(self) -> PrinterState:
        """It in one word, where the printer itself was asked."""
        if self.fault is not None:
            return PrinterState.FAULT
        return PrinterState.READY if self.notice is None else PrinterState.ATTENTION


class Press(QObject):
    """Makes a document, probes the printer, hands it over; `done` is told in the window's thread, even at the end.

    state: how the printer was when it was last asked; any thread may read it.
    """

    def __init__(self, printer: Printer | None) -> None:
        """Print on `printer`, None where the office has none."""
        super().__init__()
        self._printer = printer
        self._work: _Work | None = None
        self._waiting: deque[tuple[Act, Done]] = deque()
        self._done: Done = _nobody
        self._printing = False
        self.state = PrinterState.NONE if printer is None else PrinterState.UNKNOWN

    @property
    def is_there(self) -> bool:
        """Whether this office has a printer at all."""
        return self._printer is not None

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return self._work is not None

    @property
    def printing(self) -> bool:
        """Whether a paper is on its way: no second one is taken until it is known how that went."""
        return self._printing

    def put_on_paper(self, title: str, make: Callable[[], bytes], done: Done) -> bool:
        """Print what `make` returns under `title`, a tracking code alone; False while another one is on its way."""
        printer = self._printer
        if printer is None or self._printing:
            return False
        self._printing = True

        def printed(outcome: Printed) -> None:
            self._printing = False
            if outcome.fault is None:  # a paper that did not come out may not have been the printer's fault
                self.state = outcome.state
            done(outcome)

        self._begin(lambda: _print(printer, title, make), printed)
        return True

    def look(self, done: Done) -> bool:
        """Ask the printer whether a page would come out now and what will soon be wrong; False without a printer."""
        if self._printer is None:
            return False

        def looked(outcome: Printed) -> None:
            self.state = outcome.state
            done(outcome)

        self._begin(self._printer.probe, looked)
        return True

    def do(self, act: Act, done: Done) -> None:
        """Do what needs no printer and may take long: a page to be shown, a file for a stick."""
        self._begin(act, done)

    def end(self) -> None:
        """Wait for what is on its way, and tell how it went."""
        while self._work is not None:
            self._work.wait()
            self._finish()

    def _begin(self, act: Act, done: Done) -> None:
        """Do `act` when what came before is done."""
        self._waiting.append((act, done))
        if self._work is None:
            self._go_on()

    def _go_on(self) -> None:
        act, self._done = self._waiting.popleft()
        self._work = _Work(act)
        self._work.finished.connect(self._finish)
        self._work.start()

    @Slot()
    def _finish(self) -> None:
        work, self._work = self._work, None
        if work is not None:  # None when `end` was quicker than the queued signal
            work.wait()
            done = self._done
            if self._waiting:
                self._go_on()
            done(work.printed)


class _Work(QThread):
    def __init__(self, act: Act) -> None:
        super().__init__()
        self._act = act
        self.printed = Printed()

    def run(self) -> None:
        try:
            self.printed = Printed(notice=self._act())
        except PrinterError as error:
            self.printed = Printed(error.text, error.taken)
        except (PrintingError, StoreError) as error:
            self.printed = Printed(error.text)
        except Exception:  # Qt would print a bug's trace and go on as if the paper were there
            log.exception("a paper could not be made")
            self.printed = Printed(NOT_MADE, doubtful=True)


def _print(printer: Printer, title: str, make: Callable[[], bytes]) -> Text | None:
    notice = printer.probe()
    hand_over(printer, make(), title, time.sleep)
    return notice


def _nobody(printed: Printed) -> None:
    del printed

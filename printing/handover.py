"""A document from the first look at the printer until nothing of it is left in the printing system."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from printing.errors import PrinterError, PrinterNotReady, PrintFailed
from printing.troubles import REFUSED, SILENT, STUCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from printing.printers import JobState, Printer, PrintJob

_BETWEEN_LOOKS = 0.5  # seconds
_LOOKS = 120


def hand_over(printer: Printer, pdf: bytes, title: str, pause: Callable[[float], None]) -> PrintJob:
    """Print `pdf` and wait, at most a minute, until the printer has it; `pause` waits that many seconds.

    However it ends, the job is wiped: a paper that is late must not come out before the next person, and the spool
    keeps no copy. Raises PrinterMissing, PrinterNotReady, PrintFailed; `taken` tells that some may be on paper.
    """
    job = printer.submit(pdf, title)
    try:
        _wait(printer, job, pause)
    except PrinterError as error:
        error.taken = True
        with suppress(PrinterError):  # the first fault is the one to tell; a job that is gone needs no wiping
            printer.wipe(job)
        raise
    printer.wipe(job)
    return job


def _wait(printer: Printer, job: PrintJob, pause: Callable[[float], None]) -> None:
    state: JobState = "waiting"
    for _ in range(_LOOKS):
        state = printer.state(job)
        if state == "done":
            return
        if state in {"failed", "stopped"}:
            raise PrintFailed(REFUSED)
        printer.probe()
        pause(_BETWEEN_LOOKS)
    if state == "waiting":  # it never began: something is ahead of it
        raise PrinterNotReady(STUCK, "queue-stuck")
    raise PrinterNotReady(SILENT, "timed-out")

"""Printers: what the program asks of one, a folder that acts as one, and the choice for this system."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

JobState = Literal["waiting", "printing", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document handed to a printer; `number` is the printer's own, unique within its queue."""

    queue: str
    number: int
    title: str


class Printer(Protocol):
    """Takes PDFs. Every method may block for seconds; none may be called in the GUI's thread."""

    def probe(self) -> None:
        """Return if a page would come out now. Raises PrinterMissing, PrinterNotReady."""

    def submit(self, pdf: bytes, title: str) -> PrintJob:
        """Hand over `pdf`; `title` is the tracking code alone, since titles reach the page log.

        Raises PrinterMissing, PrinterNotReady, PrintFailed.
        """

    def state(self, job: PrintJob) -> JobState:
        """Return where the job stands. "done" means sent: only a person knows whether paper came out."""

    def wipe(self, job: PrintJob) -> None:
        """Cancel the job if it still runs and remove its document from the printing system."""


@dataclass(frozen=True, slots=True)
class FilePrinter:
    """Puts each document as a PDF into a folder: for demos, tests, and offices without a printer."""

    folder: Path

    def probe(self) -> None:
        """Raise PrinterMissing if the folder is not there."""
        raise NotImplementedError

    def submit(self, pdf: bytes, title: str) -> PrintJob:
        """Write `TITLE-NUMBER.pdf`, whole or not at all."""
        raise NotImplementedError

    def state(self, job: PrintJob) -> JobState:
        """A written file is done."""
        raise NotImplementedError

    def wipe(self, job: PrintJob) -> None:
        """Delete the file."""
        raise NotImplementedError

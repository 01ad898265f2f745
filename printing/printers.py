"""Printers: what the program asks of one, a folder that acts as one, and the choice for this system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from assets.texts import T
from printing.errors import PrinterMissing, PrintFailed

if TYPE_CHECKING:
    from pathlib import Path

    from assets.texts import Text

JobState = Literal["waiting", "printing", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A document handed to a printer; `number` is the printer's own, unique within its queue."""

    queue: str
    number: int
    title: str


class Printer(Protocol):
    """Takes PDFs. Every method may block for seconds; none may be called in the GUI's thread."""

    def probe(self) -> Text | None:
        """Return if a page would come out now: None, or what will soon be wrong (paper that ends).

        Raises PrinterMissing, PrinterNotReady.
        """

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

    def probe(self) -> Text | None:
        """Raise PrinterMissing if the folder is not there."""
        if not self.folder.is_dir():
            raise PrinterMissing(T("The folder for printed papers is not there: {folder}", folder=str(self.folder)))
        return None

    def submit(self, pdf: bytes, title: str) -> PrintJob:
        """Write `TITLE-NUMBER.pdf`, whole or not at all."""
        self.probe()
        number = 1 + max((self._number(path) for path in self.folder.glob("*.pdf")), default=0)
        job = PrintJob(self.folder.name, number, title)
        unfinished = self._path(job).with_suffix(".part")
        try:
            unfinished.write_bytes(pdf)
            unfinished.replace(self._path(job))
        except OSError as fault:
            unfinished.unlink(missing_ok=True)
            raise PrintFailed(T("The paper could not be written to its folder. Is the disk full?")) from fault
        return job

    def state(self, job: PrintJob) -> JobState:
        """A written file is done; a file that is gone has failed."""
        return "done" if self._path(job).is_file() else "failed"

    def wipe(self, job: PrintJob) -> None:
        """Nothing is kept beside the paper itself, which here is the file."""

    def _path(self, job: PrintJob) -> Path:
        return self.folder / f"{job.title}-{job.number}.pdf"

    @staticmethod
    def _number(path: Path) -> int:
        tail = path.stem.rpartition("-")[2]
        return int(tail) if tail.isdigit() else 0

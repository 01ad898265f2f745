"""The folder that acts as a printer."""

import time
from pathlib import Path

import pytest

from printing.errors import PrinterMissing
from printing.handover import hand_over
from printing.printers import FilePrinter


def test_papers_lie_in_the_folder_under_their_codes(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    first, second = printer.submit(b"one", "123"), printer.submit(b"two", "123")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"123-1.pdf": b"one", "123-2.pdf": b"two"}
    assert printer.state(first) == printer.state(second) == "done"


def test_a_paper_that_somebody_took_away_is_told_as_failed(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    job = printer.submit(b"one", "123")
    printer.wipe(job)
    assert printer.state(job) == "done"
    (tmp_path / "123-1.pdf").unlink()
    assert printer.state(job) == "failed"


def test_handing_over_leaves_the_paper_and_nothing_else(tmp_path: Path) -> None:
    job = hand_over(FilePrinter(tmp_path), b"one", "123", time.sleep)
    assert [path.name for path in tmp_path.iterdir()] == [f"123-{job.number}.pdf"]


def test_a_folder_that_is_not_there_is_a_missing_printer(tmp_path: Path) -> None:
    with pytest.raises(PrinterMissing):
        FilePrinter(tmp_path / "away").submit(b"one", "123")

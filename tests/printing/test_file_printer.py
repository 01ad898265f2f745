"""The folder that acts as a printer."""

from pathlib import Path

import pytest

from printing.errors import PrinterMissing
from printing.printers import FilePrinter


def test_papers_lie_in_the_folder_under_their_codes(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    first, second = printer.submit(b"one", "123"), printer.submit(b"two", "123")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"123-1.pdf": b"one", "123-2.pdf": b"two"}
    assert printer.state(first) == printer.state(second) == "done"


def test_a_wiped_paper_is_gone_and_its_number_is_told_as_failed(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    job = printer.submit(b"one", "123")
    printer.wipe(job)
    assert list(tmp_path.iterdir()) == []
    assert printer.state(job) == "failed"


def test_a_folder_that_is_not_there_is_a_missing_printer(tmp_path: Path) -> None:
    with pytest.raises(PrinterMissing):
        FilePrinter(tmp_path / "away").submit(b"one", "123")

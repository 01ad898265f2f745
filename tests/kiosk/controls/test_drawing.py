"""Signatures and drawings are kept as pictures, files as they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.controls import document
from kiosk.trial import MemoryFiles
from sync.store.errors import StoreFull

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

SIGNATURE = {"type": "image", "name": "q", "label": "امضا کنید", "appearance": "signature"}
FILE = {"type": "file", "name": "q", "label": "سند زمین؟"}


def draw(page: QuestionPage, *, across: int = 100) -> None:
    """Draw a line from the middle of the sheet, `across` pixels to the right."""
    sheet = page.control("q").sheet
    middle = sheet.rect().center()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    for step in range(1, 11):
        QTest.mouseMove(sheet, middle + QPoint(step * across // 10, 0))
    end = middle + QPoint(across, 0)
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def inked(data: bytes) -> int:
    """The number of dark pixels of a picture."""
    return sum(Image.open(BytesIO(data)).convert("L").histogram()[:128])


def test_a_signature_is_kept_as_png_when_the_page_is_left(open_page: OpenPage) -> None:
    page = open_page([SIGNATURE])
    draw(page)
    assert page.files.kept == {}
    assert page.go_on()
    data = page.files.kept[page.value("q")]
    assert Image.open(BytesIO(data)).format == "PNG"
    assert inked(data) > 200


def test_what_was_not_changed_is_not_kept_twice(open_page: OpenPage) -> None:
    page = open_page([SIGNATURE])
    draw(page)
    page.go_on()
    page.go_on()
    assert len(page.files.kept) == 1


def test_an_empty_sheet_is_no_answer(open_page: OpenPage) -> None:
    page = open_page([{**SIGNATURE, "required": "yes"}])
    assert not page.go_on()
    draw(page)
    page.touch("همه را پاک کن")
    assert not page.go_on()
    assert page.files.kept == {}


def test_the_last_stroke_is_taken_back_alone(open_page: OpenPage) -> None:
    page = open_page([SIGNATURE])
    draw(page, across=40)
    short = inked(page.control("q").sheet.png())
    draw(page, across=120)
    assert inked(page.control("q").sheet.png()) > short
    page.touch("آخرین خط را پاک کن")
    assert inked(page.control("q").sheet.png()) == short


def test_a_signature_is_shown_again_and_can_be_cleared(open_page: OpenPage) -> None:
    page = open_page([SIGNATURE])
    draw(page)
    page.go_on()
    before = inked(page.files.kept[page.value("q")])
    control = page.control("q")
    control.show_node(page.filling.node("/data/q"), "fa")
    assert inked(control.sheet.png()) == before
    page.touch("همه را پاک کن")
    page.go_on()
    assert page.value("q") == ""


def test_a_full_disk_is_said_and_the_drawing_stays(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(MemoryFiles):
        def keep(self, *_: object) -> str:
            raise StoreFull

    monkeypatch.setattr("tests.kiosk.pages.MemoryFiles", Full)
    page = open_page([{**SIGNATURE, "required": "yes"}])
    draw(page)
    assert not page.go_on()
    assert page.control("q").status.isVisible()
    assert not page.control("q").sheet.is_empty()


def test_a_file_from_a_stick_is_kept_as_it_is(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "سند.PDF"
    chosen.write_bytes(b"%PDF-1.7 deed")
    page = open_page([FILE], chosen=chosen)
    with page.qtbot.waitSignal(page.control("q").answered):
        page.press(page.control("q").file)
    assert page.value("q").endswith(".pdf")
    assert page.files.kept[page.value("q")] == b"%PDF-1.7 deed"
    assert "سند.PDF" in page.control("q").words.text()
    page.touch("فایل را بردار")
    assert page.value("q") == ""


def test_a_file_that_is_too_large_is_refused_in_words(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "LARGEST", 10)
    chosen = tmp_path / "big.zip"
    chosen.write_bytes(b"x" * 11)
    page = open_page([FILE], chosen=chosen)
    control = page.control("q")
    page.press(control.file)
    page.qtbot.waitUntil(lambda: not control.busy)
    assert "کوچک‌تری" in control.status.text()
    assert page.value("q") == ""


def test_a_stick_that_is_gone_is_said(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page([FILE], chosen=tmp_path / "gone.pdf")
    control = page.control("q")
    page.press(control.file)
    page.qtbot.waitUntil(lambda: not control.busy)
    assert "فلش" in control.status.text()


def test_a_file_of_another_kind_than_asked_is_refused(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "song.exe"
    chosen.write_bytes(b"MZ")
    page = open_page([{**FILE, "type": "video"}], chosen=chosen)
    page.press(page.control("q").file)
    assert "نمی‌پذیرد" in page.control("q").status.text()
    assert page.files.kept == {}

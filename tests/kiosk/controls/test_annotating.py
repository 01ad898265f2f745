"""A photo is drawn on, and kept as one picture with its strokes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.trial import MemoryFiles
from sync.store.errors import StoreFull

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

PHOTO = {"type": "image", "name": "q", "label": "جای خرابی؟", "appearance": "annotate"}
GREEN = (20, 120, 60)


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    """A green photo on a stick."""
    path = tmp_path / "field.jpg"
    Image.new("RGB", (1200, 800), GREEN).save(path, "JPEG")
    return path


def with_photo(page: QuestionPage) -> None:
    with page.qtbot.waitSignal(page.control("q").answered):
        page.press(page.control("q").file)


def draw(page: QuestionPage) -> None:
    """Draw a line through the middle of the photo."""
    sheet = page.control("q").sheet
    middle = sheet.rect().center()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=middle - QPoint(60, 0))
    for step in range(-50, 61, 10):
        QTest.mouseMove(sheet, middle + QPoint(step, 0))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=middle + QPoint(60, 0))


def red(data: bytes) -> int:
    """The number of red pixels of a picture."""
    reds, greens, blues = Image.open(BytesIO(data)).convert("RGB").split()
    pixels = zip(reds.tobytes(), greens.tobytes(), blues.tobytes(), strict=True)
    return sum(r > 200 and g < 90 and b < 90 for r, g, b in pixels)


def test_before_there_is_a_photo_nothing_can_be_drawn_on(open_page: OpenPage) -> None:
    control = open_page([PHOTO]).control("q")
    assert not control.sheet.isVisible()
    assert control.empty.isVisible()


def test_what_is_drawn_is_kept_with_the_photo_when_the_page_is_left(open_page: OpenPage, chosen: Path) -> None:
    page = open_page([PHOTO], chosen=chosen)
    with_photo(page)
    photo = page.value("q")
    draw(page)
    assert page.value("q") == photo, "nothing is kept with each stroke"
    assert page.go_on()
    kept = page.files.kept[page.value("q")]
    assert page.value("q") != photo
    assert Image.open(BytesIO(kept)).size == (1200, 800)
    assert red(kept) > 1000
    assert red(page.files.kept[photo]) == 0


def test_a_photo_that_nobody_drew_on_stays_the_file_it_was(open_page: OpenPage, chosen: Path) -> None:
    page = open_page([PHOTO], chosen=chosen)
    with_photo(page)
    before = page.value("q")
    draw(page)
    page.touch("آخرین خط را پاک کن")
    assert page.go_on()
    assert page.value("q") == before
    assert len(page.files.kept) == 1


def test_removing_the_photo_removes_what_was_drawn(open_page: OpenPage, chosen: Path) -> None:
    page = open_page([PHOTO], chosen=chosen)
    with_photo(page)
    draw(page)
    page.touch("عکس را بردار")
    assert page.value("q") == ""
    assert not page.control("q").sheet.isVisible()
    page.go_on()
    assert page.value("q") == ""


def test_a_full_disk_is_said_and_the_photo_stays_the_answer(
    open_page: OpenPage, chosen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page([PHOTO], chosen=chosen)
    with_photo(page)
    before = page.value("q")

    def full(*_: object) -> str:
        raise StoreFull

    monkeypatch.setattr(MemoryFiles, "keep", full)
    draw(page)
    page.go_on()
    assert page.value("q") == before
    assert page.control("q").status.isVisible()


def test_the_sheet_is_called_what_is_asked(open_page: OpenPage, chosen: Path) -> None:
    page = open_page([PHOTO], chosen=chosen)
    with_photo(page)
    assert "جای خرابی؟" in page.control("q").sheet.accessibleName()

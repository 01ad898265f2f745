"""A photo is made small, stripped of what the camera hid in it, and kept off the GUI thread."""

from __future__ import annotations

from io import BytesIO
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget

from kiosk.controls import photo
from kiosk.controls.picture import UnreadablePicture, scaled_jpeg
from kiosk.trial import MemoryFiles
from sync.store.errors import StoreFull

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kiosk.conftest import OpenPage

PHOTO = [{"type": "image", "name": "photo", "label": "از زمین عکس بگیرید"}]
ORIENTATION, MAKER = 0x0112, 0x010F


def picture(width: int, height: int, *, turned: bool = False) -> bytes:
    image = Image.new("RGB", (width, height), (20, 120, 60))
    exif = Image.Exif()
    exif[MAKER] = "a camera that knows its owner"
    if turned:
        exif[ORIENTATION] = 6
    data = BytesIO()
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(data)).size


@pytest.mark.parametrize(
    ("size", "longest", "expected"),
    [((4000, 3000), 1600, (1600, 1200)), ((3000, 4000), 800, (600, 800)), ((640, 480), 1600, (640, 480))],
)
def test_the_longer_side_is_made_as_short_as_asked(
    size: tuple[int, int], longest: int, expected: tuple[int, int]
) -> None:
    assert size_of(scaled_jpeg(picture(*size), longest)) == expected


def test_a_turned_photo_is_kept_upright_and_without_its_secrets() -> None:
    kept = scaled_jpeg(picture(800, 600, turned=True), 1600)
    assert size_of(kept) == (600, 800)
    assert not Image.open(BytesIO(kept)).getexif()


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UnreadablePicture):
        scaled_jpeg(b"GIF89a, or so it says", 1600)


def test_a_photo_from_a_stick_becomes_the_answer(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "field.jpg"
    chosen.write_bytes(picture(3200, 1600))
    page = open_page(PHOTO, chosen=chosen)
    control = page.control("photo")
    with page.qtbot.waitSignal(control.answered):
        page.press(control.file)
    name = page.value("photo")
    assert size_of(page.files.kept[name]) == (1600, 800)
    assert control.picture.isVisible()
    assert page.go_on()


def test_the_form_may_ask_for_a_smaller_photo(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "field.jpg"
    chosen.write_bytes(picture(3200, 1600))
    page = open_page([{**PHOTO[0], "parameters": "max-pixels=640"}], chosen=chosen)
    with page.qtbot.waitSignal(page.control("photo").answered):
        page.press(page.control("photo").file)
    assert size_of(page.files.kept[page.value("photo")]) == (640, 320)


def test_the_page_waits_while_the_photo_is_kept(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "field.jpg"
    chosen.write_bytes(picture(3200, 1600))
    page = open_page(PHOTO, chosen=chosen)
    control = page.control("photo")
    with page.qtbot.waitSignal(control.answered):
        page.press(control.file)
        assert control.busy
        assert not page.shell.footer.next.isEnabled()
    assert page.shell.footer.next.isEnabled()


def test_the_work_is_not_done_in_the_windows_thread(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[object] = []

    class Watching(MemoryFiles):
        def keep(self, ref: str, data: bytes, suffix: str) -> str:
            threads.append(current_thread())
            return super().keep(ref, data, suffix)

    monkeypatch.setattr("tests.kiosk.pages.MemoryFiles", Watching)
    chosen = tmp_path / "field.jpg"
    chosen.write_bytes(picture(320, 160))
    page = open_page(PHOTO, chosen=chosen)
    with page.qtbot.waitSignal(page.control("photo").answered):
        page.press(page.control("photo").file)
    assert threads != [main_thread()]
    assert len(threads) == 1


@pytest.mark.parametrize("kind", ["broken", "gone"])
def test_a_photo_that_cannot_be_read_is_said_and_leaves_the_answer(
    open_page: OpenPage, tmp_path: Path, kind: str
) -> None:
    chosen = tmp_path / "field.jpg"
    if kind == "broken":
        chosen.write_bytes(picture(320, 160)[:200])
    page = open_page(PHOTO, chosen=chosen)
    control = page.control("photo")
    page.press(control.file)
    page.qtbot.waitUntil(lambda: not control.busy)
    assert control.status.isVisible()
    assert "باز نمی‌شود" in control.status.text()
    assert page.value("photo") == ""


def test_a_full_disk_is_said_and_the_page_goes_on_living(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(MemoryFiles):
        def keep(self, *_: object) -> str:
            raise StoreFull

    monkeypatch.setattr("tests.kiosk.pages.MemoryFiles", Full)
    chosen = tmp_path / "field.jpg"
    chosen.write_bytes(picture(320, 160))
    page = open_page(PHOTO, chosen=chosen)
    control = page.control("photo")
    page.press(control.file)
    page.qtbot.waitUntil(lambda: not control.busy)
    assert control.status.isVisible()
    assert page.shell.footer.next.isEnabled()


@pytest.mark.parametrize(("has_one", "offered"), [(True, False), (False, True)])
def test_a_photo_to_be_taken_now_comes_from_a_stick_only_where_there_is_no_camera(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, has_one: bool, offered: bool
) -> None:
    monkeypatch.setattr(photo, "has_camera", lambda: has_one)
    control = open_page([{**PHOTO[0], "appearance": "new"}]).control("photo")
    assert control.camera.isVisible() is has_one
    assert control.file.isVisible() is offered


def test_a_photo_can_be_removed(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "field.jpg"
    chosen.write_bytes(picture(320, 160))
    page = open_page(PHOTO, chosen=chosen)
    with page.qtbot.waitSignal(page.control("photo").answered):
        page.press(page.control("photo").file)
    page.touch("عکس را بردار")
    assert page.value("photo") == ""
    assert isinstance(page.control("photo").empty, QWidget)
    assert page.control("photo").empty.isVisible()

"""A code is read from what a camera sees, however it is held, and told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame

from kiosk.scanning import QR_ONLY, read_code, read_code_in_file
from kiosk.scanning.frames import FrameReader
from kiosk.scanning.scan_view import ScanView
from tests.kiosk.scanning.codes import code, file, frame

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kiosk.theme import Look

BILL = "12345678901234567890123456"
EAN = code("6260123456786", zxingcpp.BarcodeFormat.EAN13)
KINDS = (
    (zxingcpp.BarcodeFormat.EAN13, "6260123456786"),
    (zxingcpp.BarcodeFormat.Code128, BILL),
    (zxingcpp.BarcodeFormat.Code39, "AB-12"),
    (zxingcpp.BarcodeFormat.QRCode, "رسید ۱۲ https://example.org/?a=1"),
    (zxingcpp.BarcodeFormat.DataMatrix, "010626012345678621A1"),
)


@pytest.mark.parametrize(("kind", "text"), KINDS)
@pytest.mark.parametrize("turned", [0, 8, 90, 180])
def test_every_kind_of_code_is_read_however_it_is_held(kind: zxingcpp.BarcodeFormat, text: str, turned: float) -> None:
    assert read_code(frame(code(text, kind), turned=turned)) == text


def test_a_kind_that_is_easily_read_in_part_is_not_read_at_all() -> None:
    assert read_code(frame(code(BILL, zxingcpp.BarcodeFormat.ITF), turned=8)) == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_file_is_read_too(kind: str) -> None:
    assert read_code_in_file(file(frame(EAN), kind)) == "6260123456786"


def test_where_only_a_qr_code_is_wanted_bars_are_not_read() -> None:
    assert read_code(frame(EAN), QR_ONLY) == ""
    assert read_code(frame(code("PK1", zxingcpp.BarcodeFormat.QRCode)), QR_ONLY) == "PK1"


def test_no_code_and_no_picture_are_no_text() -> None:
    assert read_code(frame(None)) == ""
    assert read_code(QImage()) == ""
    assert read_code_in_file(b"this is no picture") == ""


def test_a_code_is_told_once_after_it_was_read_twice(qtbot: QtBot) -> None:
    reader, told = FrameReader(), list[str]()
    reader.found.connect(told.append)
    reader.look_at(frame(EAN))
    qtbot.waitUntil(lambda: reader.idle)
    assert told == [], "a single frame may have been misread"
    reader.look_at(frame(EAN))
    qtbot.waitUntil(lambda: told == ["6260123456786"])
    reader.look_at(frame(EAN))
    assert not reader.idle
    assert told == ["6260123456786"]


def test_a_reader_may_go_while_frames_are_read(qtbot: QtBot) -> None:
    readers = [FrameReader() for _ in range(40)]
    told = list[str]()
    for reader in readers:
        reader.found.connect(told.append)
        reader.look_at(frame(EAN))
        reader.deleteLater()
    readers.clear()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    assert told == []


def test_two_codes_that_change_places_are_not_taken_for_one(qtbot: QtBot) -> None:
    reader, told = FrameReader(), list[str]()
    reader.found.connect(told.append)
    for text in ("A1", "B2", "A1", ""):
        reader.look_at(frame(code(text, zxingcpp.BarcodeFormat.QRCode) if text else None))
        qtbot.waitUntil(lambda: reader.idle)
    assert told == []


def test_the_view_shows_what_the_camera_sees_and_forgets_it(qtbot: QtBot, look: Look) -> None:
    view, told = ScanView(look), list[str]()
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    empty = view.grab().toImage()
    view.found.connect(told.append)
    view.sink.setVideoFrame(QVideoFrame(frame(EAN)))
    qtbot.waitUntil(lambda: view.looking and view.grab().toImage() != empty)
    view.sink.setVideoFrame(QVideoFrame(frame(EAN)))
    qtbot.waitUntil(lambda: told == ["6260123456786"])
    assert view.grab().toImage() == empty

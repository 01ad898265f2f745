"""Codes that a scanner types, and places that a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QVideoFrame

from kiosk.controls import barcode
from kiosk.scanning.scan_view import ScanView
from tests.kiosk.forms import entry_of
from tests.kiosk.scanning.codes import code, frame

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

CODE = {"type": "barcode", "name": "q", "label": "بارکد؟"}
PLACE = {"type": "geopoint", "name": "q", "label": "کجاست؟"}


def write(page: QuestionPage, latitude: str, longitude: str) -> None:
    control = page.control("q")
    for part, typed in ((control.latitude, latitude), (control.longitude, longitude)):
        part.field.setFocus()
        part.field.selectAll()
        page.key(Qt.Key.Key_0, typed)


@pytest.mark.parametrize("typed", ["6260123456789", "۶۲۶۰۱۲۳۴۵۶۷۸۹"])
def test_what_a_scanner_types_is_taken_wherever_the_focus_is_and_leads_on(open_page: OpenPage, typed: str) -> None:
    page = open_page([CODE])
    assert page.focus is page.screen.heading
    page.key(Qt.Key.Key_0, typed)
    page.key(Qt.Key.Key_Return)
    assert page.value("q") == "6260123456789"
    assert page.went_on == [True]


def test_a_code_with_letters_is_kept_as_it_is(open_page: OpenPage) -> None:
    page = open_page([CODE])
    page.key(Qt.Key.Key_0, "Ab-12/x")
    assert page.go_on()
    assert page.value("q") == "Ab-12/x"


def test_a_code_runs_left_to_right_in_persian_too(open_page: OpenPage) -> None:
    field = open_page([CODE]).control("q").field
    assert field.cursorRect().x() < field.width() / 2


def see(page: QuestionPage, text: str) -> None:
    """Hold the code that says `text` in front of the camera, for two frames."""
    view = page.control("q").view
    for _ in range(2):
        page.qtbot.waitUntil(lambda: view.looking)
        view.sink.setVideoFrame(QVideoFrame(frame(code(text, zxingcpp.BarcodeFormat.Code128))))
        page.qtbot.waitUntil(lambda: not view.looking)


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for a camera, which a machine that runs tests does not have: its frames come from the test."""
    monkeypatch.setattr(barcode, "has_camera", lambda: True)
    monkeypatch.setattr(ScanView, "start", lambda _: None)


@pytest.mark.usefixtures("camera")
def test_a_code_held_in_front_of_the_camera_is_taken(open_page: OpenPage) -> None:
    page = open_page([CODE])
    page.touch("با دوربین بخوان")
    see(page, "6260123456789")
    page.qtbot.waitUntil(lambda: page.value("q") == "6260123456789")
    assert page.control("q").view is None, "the camera is off"
    assert page.control("q").field.isVisible()
    assert page.went_on == [], "who held it sees first what was read"
    assert page.go_on()


@pytest.mark.usefixtures("camera")
def test_a_code_that_nobody_else_should_read_is_hidden(open_page: OpenPage) -> None:
    page = open_page([{**CODE, "appearance": "hidden-answer"}])
    page.touch("با دوربین بخوان")
    see(page, "PK-77")
    page.qtbot.waitUntil(lambda: page.value("q") == "PK-77")
    assert "PK-77" not in page.control("q").field.displayText()


@pytest.mark.usefixtures("camera")
def test_where_there_is_a_camera_a_scanner_types_all_the_same(open_page: OpenPage) -> None:
    page = open_page([CODE])
    assert not page.shell.keyboard.isVisible(), "the keys would hide what the camera sees"
    page.key(Qt.Key.Key_0, "626")
    page.key(Qt.Key.Key_Return)
    assert page.value("q") == "626"


@pytest.mark.usefixtures("camera")
def test_the_camera_is_closed_at_a_press_and_by_another_page(open_page: OpenPage) -> None:
    page = open_page([CODE])
    page.touch("با دوربین بخوان")
    page.touch("دوربین را ببند")
    assert page.control("q").view is None
    assert page.control("q").field.isVisible()


def test_without_a_camera_none_is_offered(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barcode, "has_camera", lambda: False)
    page = open_page([CODE])
    assert not page.control("q").camera.isVisible()
    assert page.shell.keyboard.isVisible()


def test_a_camera_that_does_not_answer_is_said(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barcode, "has_camera", lambda: True)
    monkeypatch.setattr(ScanView, "start", lambda view: view.failed.emit())
    page = open_page([CODE])
    page.touch("با دوربین بخوان")
    assert "جواب نمی‌دهد" in page.control("q").check.text()
    assert page.control("q").field.isVisible()


@pytest.mark.parametrize("typed", ["1e-99999999", "0e99999999", "NaN", "sNaN", "-Infinity"])
def test_degrees_that_are_no_place_are_said_and_not_written_out(open_page: OpenPage, typed: str) -> None:
    page = open_page([PLACE])
    write(page, typed, "59.6")
    assert len(page.control("q").raw()) == 1
    assert not page.go_on()
    assert page.said_at("q")


@pytest.mark.parametrize(
    ("latitude", "longitude", "stored"),
    [
        ("۳۶٫۲۹۷۲", "۵۹٫۶۰۶۷", "36.2972 59.6067 0.0 0.0"),
        ("36.2972", "59/6067", "36.2972 59.6067 0.0 0.0"),
        ("-33.5", "-70", "-33.5 -70.0 0.0 0.0"),
    ],
)
def test_a_place_is_read_however_its_numbers_are_written(
    open_page: OpenPage, latitude: str, longitude: str, stored: str
) -> None:
    page = open_page([PLACE])
    write(page, latitude, longitude)
    assert page.go_on()
    assert page.value("q") == stored


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [("۹۵", "۵۰", "عرض جغرافیایی"), ("۳۵", "۱۹۰", "طول جغرافیایی"), ("شمال", "۵۰", "عرض جغرافیایی")],
)
def test_a_place_that_cannot_be_is_said_at_once_and_not_lost(
    open_page: OpenPage, latitude: str, longitude: str, said: str
) -> None:
    page = open_page([PLACE])
    write(page, latitude, longitude)
    assert not page.go_on()
    assert page.control("q").check.text().startswith(said)
    assert page.control("q").latitude.field.text() == latitude
    assert page.value("q") == ""


def test_half_a_place_is_no_place(open_page: OpenPage) -> None:
    page = open_page([PLACE])
    page.control("q").latitude.field.setFocus()
    page.key(Qt.Key.Key_0, "35")
    assert not page.go_on()
    assert page.said_at("q")


def test_altitude_and_accuracy_stay_while_the_place_does(open_page: OpenPage) -> None:
    entry = entry_of([PLACE])
    entry.answer("/data/q", "36.5 59.5 1010.2 4.5")
    page = open_page(entry)
    assert page.go_on()
    assert page.value("q") == "36.5 59.5 1010.2 4.5"
    write(page, "36.6", "59.5")
    page.go_on()
    assert page.value("q") == "36.6 59.5 0.0 0.0"

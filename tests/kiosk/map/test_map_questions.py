"""Places, lines and areas are shown on the office's map, by buttons alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.kiosk.forms import entry_of
from tests.kiosk.map.making import BOUNDS, FIELDS, HOUSE, MOST, RIVER, VILLAGE

if TYPE_CHECKING:
    from kiosk.map.tiles import MapFile
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

PLACE = {"type": "geopoint", "name": "q", "label": "کجاست؟"}
LINE = {"type": "geotrace", "name": "q", "label": "راه را نشان دهید"}
AREA = {"type": "geoshape", "name": "q", "label": "دور زمین را نشان دهید"}


def stored(page: QuestionPage) -> list[list[float]]:
    """The latitude and longitude of every point of the answer."""
    return [[float(part) for part in point.split()[:2]] for point in page.value("q").split(";")]


def test_the_map_begins_where_it_says_and_answers_nothing_by_itself(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    view = page.control("q").panel.view
    assert view.place == pytest.approx(VILLAGE, abs=1e-6)
    assert "۳۶٫۱۷۰۰" in view.accessibleName()
    assert "شمالی" in view.accessibleName()
    assert not page.shell.keyboard.isVisible()
    page.go_on()
    assert page.value("q") == ""


def test_a_pin_that_is_right_is_taken_at_a_press(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    page.touch("جای سنجاق درست است")
    assert stored(page) == [pytest.approx(VILLAGE, abs=1e-6)]
    assert "۵۴٫۳۵۰۰" in page.control("q").told.text()


@pytest.mark.parametrize(
    ("name", "north", "east"),
    [("به شمال برو", 1, 0), ("به جنوب برو", -1, 0), ("به شرق برو", 0, 1), ("به غرب برو", 0, -1)],
)
def test_each_way_leads_there_and_the_pin_is_the_answer(
    open_page: OpenPage, village: MapFile, name: str, north: int, east: int
) -> None:
    page = open_page([PLACE], office_map=village)
    page.touch(name)
    assert page.go_on()
    ((latitude, longitude),) = stored(page)
    moved = (latitude - VILLAGE.latitude, longitude - VILLAGE.longitude)
    assert [(way > 1e-5) - (way < -1e-5) for way in moved] == [north, east]


def test_nobody_gets_lost_beyond_the_map(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    for _ in range(60):
        page.control("q").panel.north.click()
    page.go_on()
    assert stored(page)[0][0] == pytest.approx(BOUNDS[3], abs=1e-6)


def test_closer_and_farther_keep_the_pin_where_it_is_and_end(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    panel = page.control("q").panel
    before = panel.view.place
    while panel.closer.isEnabled():
        page.press(panel.closer)
    assert panel.view.zoom > MOST, "what is beyond the last level is shown larger"
    assert panel.view.place == pytest.approx(before, abs=1e-6)
    while panel.farther.isEnabled():
        page.press(panel.farther)
    assert panel.view.zoom == village.least_zoom


def test_the_map_follows_a_finger(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    view = page.control("q").panel.view
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    QTest.mouseMove(view, QPoint(150, 100))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert view.place.longitude > VILLAGE.longitude
    page.go_on()
    assert stored(page)[0][1] > VILLAGE.longitude


def test_a_stored_place_is_shown_and_keeps_what_the_map_does_not_know(open_page: OpenPage, village: MapFile) -> None:
    entry = entry_of([PLACE])
    entry.answer("/data/q", "36.18 54.36 1200.5 3.5")
    page = open_page(entry, office_map=village)
    assert page.control("q").panel.view.place == pytest.approx((36.18, 54.36), abs=1e-6)
    page.go_on()
    assert page.value("q") == "36.18 54.36 1200.5 3.5"


def test_an_answer_can_be_taken_back(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    page.touch("جای سنجاق درست است")
    page.touch("پاسخم را پس می‌گیرم")
    assert page.value("q") == ""


def test_numbers_can_be_typed_instead_and_are_found_on_the_map(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    page.touch("شماره‌ها را می‌نویسم")
    control = page.control("q")
    for part, typed in ((control.latitude, "36.15"), (control.longitude, "54.32")):
        part.field.setFocus()
        page.key(Qt.Key.Key_0, typed)
    page.touch("روی نقشه نشان می‌دهم")
    assert control.panel.view.place == pytest.approx((36.15, 54.32), abs=1e-6)
    page.go_on()
    assert stored(page) == [[36.15, 54.32]]


def test_the_map_shows_the_pictures_of_its_file(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([PLACE], office_map=village)
    view = page.control("q").panel.view
    seen = view.grab().toImage()
    colours = {seen.pixelColor(x, y).name() for x in range(4, view.width(), 4) for y in range(4, view.height(), 4)}
    assert {each.lower() for each in (*FIELDS, RIVER, HOUSE)} <= colours


def test_an_area_is_marked_corner_by_corner_and_closed_by_itself(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([AREA], office_map=village)
    control = page.control("q")
    for way in (control.place.panel.north, control.place.panel.east, control.place.panel.south):
        page.touch("این نقطه را اضافه کن")
        page.press(way)
    assert page.go_on()
    points = stored(page)
    assert len(points) == 4
    assert points[0] == points[-1] == pytest.approx(VILLAGE, abs=1e-6)
    assert points[1][0] > points[0][0]
    assert points[2][1] > points[1][1]
    assert "۳" in control.count.text()


def test_an_area_needs_three_corners(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([AREA], office_map=village)
    page.touch("این نقطه را اضافه کن")
    page.press(page.control("q").place.panel.north)
    page.touch("این نقطه را اضافه کن")
    assert not page.go_on()
    assert "سه گوشه" in page.said_at("q")


def test_the_same_point_twice_is_one_point(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([LINE], office_map=village)
    page.touch("این نقطه را اضافه کن")
    page.touch("این نقطه را اضافه کن")
    assert len(page.control("q").points) == 1
    assert "پیش از این" in page.control("q").count.text()


def test_the_last_point_can_be_removed(open_page: OpenPage, village: MapFile) -> None:
    page = open_page([LINE], office_map=village)
    for way in ("به شمال برو", "به شرق برو", "به شرق برو"):
        page.touch("این نقطه را اضافه کن")
        page.touch(way)
    assert len(stored(page)) == 3
    page.touch("آخرین نقطه را بردار")
    assert len(stored(page)) == 2


def test_stored_corners_are_shown_and_can_be_added_to(open_page: OpenPage, village: MapFile) -> None:
    entry = entry_of([AREA])
    value = "36.17 54.35 0.0 0.0; 36.18 54.35 0.0 0.0; 36.18 54.36 0.0 0.0; 36.17 54.35 0.0 0.0"
    entry.answer("/data/q", value)
    page = open_page(entry, office_map=village)
    assert len(page.control("q").points) == 3
    page.go_on()
    assert page.value("q") == value
    page.touch("به جنوب برو")
    page.touch("این نقطه را اضافه کن")
    points = stored(page)
    assert len(points) == 5
    assert points[0] == points[-1]


def test_without_a_map_points_are_typed(open_page: OpenPage) -> None:
    page = open_page([LINE])
    control = page.control("q").place
    for latitude, longitude in (("36.1", "54.1"), ("36.2", "54.2")):
        control.latitude.field.setFocus()
        page.key(Qt.Key.Key_0, latitude)
        control.longitude.field.setFocus()
        page.key(Qt.Key.Key_0, longitude)
        page.key(Qt.Key.Key_Return)
    assert page.go_on()
    assert page.value("q") == "36.1 54.1 0.0 0.0; 36.2 54.2 0.0 0.0"

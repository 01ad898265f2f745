"""Parts of a picture are pressed, and are chosen as tiles by who cannot see or touch them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from tests.pictures.chosen import HOUSE, ROOMS

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

ONE = {"type": "select_one rooms", "name": "q", "label": "کدام؟", "appearance": "image-map", "media::image": "h.svg"}
MANY = {**ONE, "type": "select_multiple rooms"}
CHOICES = [{"list_name": row["list_name"], "name": row["name"], "label": row["label::Persian (fa)"]} for row in ROOMS]
MEDIA = {"h.svg": HOUSE}


def touch(page: QuestionPage, across: float, down: float) -> None:
    """Touch the plan of the house at these shares of its width and height."""
    plan = page.control("q").map
    shown = plan._shown()
    at = QPoint(round(shown.left() + across * shown.width()), round(shown.top() + down * shown.height()))
    QTest.mouseClick(plan, Qt.MouseButton.LeftButton, pos=at)


@pytest.mark.parametrize(
    ("across", "down", "chosen"),
    [(0.3, 0.25, "living"), (0.75, 0.2, "kitchen"), (0.3, 0.8, "bedroom"), (0.85, 0.8, "store")],
)
def test_the_part_that_is_touched_is_chosen(open_page: OpenPage, across: float, down: float, chosen: str) -> None:
    page = open_page([ONE], CHOICES, media=MEDIA)
    touch(page, across, down)
    assert page.value("q") == chosen


def test_a_part_counts_by_its_outline_and_not_by_the_box_around_it(open_page: OpenPage) -> None:
    page = open_page([ONE], CHOICES, media=MEDIA)
    touch(page, 0.65, 0.7)  # inside the box around the L-shaped store room, but the bedroom
    assert page.value("q") == "bedroom"


def test_the_mark_of_a_crescent_lies_on_it(open_page: OpenPage) -> None:
    crescent = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
    <path id="living" d="M5 5h90v20H25v50h70v20H5z" fill="beige"/></svg>"""
    plan = open_page([ONE], CHOICES, media={"h.svg": crescent}).control("q").map
    assert plan._exactly_at(plan._place("living").center()) == ""
    assert plan._exactly_at(plan._middle("living")) == "living"


def test_another_part_takes_the_place_of_the_first(open_page: OpenPage) -> None:
    page = open_page([ONE], CHOICES, media=MEDIA)
    touch(page, 0.3, 0.25)
    touch(page, 0.75, 0.2)
    assert page.value("q") == "kitchen"
    assert page.chosen() == ["آشپزخانه"]


def test_several_parts_can_be_chosen_and_let_go(open_page: OpenPage) -> None:
    page = open_page([MANY], CHOICES, media=MEDIA)
    touch(page, 0.3, 0.25)
    touch(page, 0.3, 0.8)
    assert page.value("q") == "living bedroom"
    touch(page, 0.3, 0.25)
    assert page.value("q") == "bedroom"


def test_sliding_off_a_part_chooses_nothing(open_page: OpenPage) -> None:
    page = open_page([ONE], CHOICES, media=MEDIA)
    plan = page.control("q").map
    QTest.mousePress(plan, Qt.MouseButton.LeftButton, pos=plan.rect().center())
    QTest.mouseRelease(plan, Qt.MouseButton.LeftButton, pos=QPoint(-40, -40))
    assert page.value("q") == ""


def test_numbers_and_tiles_choose_the_same_parts_and_the_picture_shows_them(open_page: OpenPage) -> None:
    page = open_page([ONE], CHOICES, media=MEDIA)
    before = page.control("q").map.grab().toImage()
    page.key(Qt.Key.Key_2)
    assert page.value("q") == "kitchen"
    assert page.control("q").map.grab().toImage() != before
    page.touch("انبار")
    assert page.value("q") == "store"
    assert all(isinstance(tile, QRadioButton) for tile in page.tiles())


def test_the_picture_has_a_name_and_takes_no_focus(open_page: OpenPage) -> None:
    plan = open_page([ONE], CHOICES, media=MEDIA).control("q").map
    assert "کدام؟" in plan.accessibleName()
    assert plan.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_parts_that_are_no_longer_offered_cannot_be_touched(open_page: OpenPage) -> None:
    floors = [{**choice, "floor": "1" if choice["name"] == "living" else "2"} for choice in CHOICES]
    survey = [
        {"type": "begin group", "name": "g", "label": "خانه", "appearance": "field-list"},
        {"type": "text", "name": "floor", "label": "طبقه؟"},
        {**ONE, "choice_filter": "${floor} = '' or floor = ${floor}"},
        {"type": "end group", "name": "g"},
    ]
    page = open_page(survey, floors, media=MEDIA)
    page.control("floor").field.setText("2")
    page.control("floor").commit()
    touch(page, 0.3, 0.25)  # the living room, on the first floor
    assert page.value("q") == ""
    touch(page, 0.75, 0.2)
    assert page.value("q") == "kitchen"


def test_the_picture_is_shown_once(open_page: OpenPage) -> None:
    assert not open_page([ONE], CHOICES, media=MEDIA).block("q").picture.isVisible()


@pytest.mark.parametrize("data", [b"", b"<svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'])
def test_where_the_picture_has_no_such_parts_the_tiles_are_there(open_page: OpenPage, data: bytes) -> None:
    page = open_page([ONE], CHOICES, media={"h.svg": data})
    assert not page.control("q").map.isVisible()
    page.key(Qt.Key.Key_1)
    assert page.value("q") == "living"

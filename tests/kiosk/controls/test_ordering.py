"""Ranks, scales, ratings and counts: pressed, never dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.kiosk.controls.test_choosing import choices, villages
from tests.kiosk.measuring import place

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage

NEEDS = choices(("w", "آب"), ("r", "راه"), ("s", "مدرسه"))
RANK = {"type": "rank list", "name": "q", "label": "کدام مهم‌تر است؟"}
SCALE = choices(*((str(n), f"پلهٔ {n}") for n in range(1, 6)))
STARS = {"type": "range", "name": "q", "label": "؟", "appearance": "rating", "parameters": "start=1 end=5 step=1"}


@pytest.mark.parametrize("default", ["NaN", "1e99999999", "99999999999999999999", "many"])
@pytest.mark.parametrize("appearance", ["rating", ""])
def test_a_default_that_is_no_step_of_the_range_harms_nothing(
    open_page: OpenPage, default: str, appearance: str
) -> None:
    control = open_page([{**STARS, "appearance": appearance, "default": default}]).control("q")
    assert control.isVisible()
    assert len(control.raw()) <= len(default)


def test_an_order_that_nobody_touched_is_no_answer(open_page: OpenPage) -> None:
    page = open_page([{**RANK, "required": "yes"}], NEEDS)
    assert not page.go_on()
    assert page.value("q") == ""
    page.touch("همین ترتیب درست است")
    assert page.go_on()
    assert page.value("q") == "w r s"


def test_what_is_moved_up_changes_places_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page([RANK], NEEDS)
    page.press(page.control("q").rows[2].up)
    assert page.value("q") == "w s r"
    assert page.focus is page.control("q").rows[1].up
    page.key(Qt.Key.Key_Return)
    assert page.value("q") == "s w r"
    assert [row.words.text() for row in page.control("q").rows] == ["۱. مدرسه", "۲. آب", "۳. راه"]
    assert page.focus is page.control("q").rows[0].down


def test_nothing_moves_past_the_ends(open_page: OpenPage) -> None:
    rows = open_page([RANK], NEEDS).control("q").rows
    assert [(row.up.isEnabled(), row.down.isEnabled()) for row in rows] == [(False, True), (True, True), (True, False)]


def test_each_move_says_what_it_moves(open_page: OpenPage) -> None:
    names = [row.down.accessibleName() for row in open_page([RANK], NEEDS).control("q").rows]
    assert all(need["label"] in name for need, name in zip(NEEDS, names, strict=True))


@pytest.mark.parametrize(("language", "sign"), [("fa", -1), ("en", 1)])
def test_a_scale_stands_in_one_row_and_runs_as_one_reads(open_page: OpenPage, language: str, sign: int) -> None:
    survey = [{"type": "select_one list", "name": "q", "label": "؟", "appearance": "likert"}]
    page = open_page(survey, SCALE, language=language)
    corners = [place(tile).topLeft() for tile in page.control("q").tiles]
    assert len({corner.y() for corner in corners}) == 1
    assert corners == sorted(corners, key=lambda corner: sign * corner.x())


def test_a_scale_that_does_not_fit_stands_in_one_column(open_page: OpenPage) -> None:
    survey = [{"type": "select_one list", "name": "q", "label": "؟", "appearance": "likert"}]
    long = choices(*((str(n), "بی‌اندازه‌خشنودکننده‌ترین‌ها") for n in range(5)))
    page = open_page(survey, long, scale=2.0)
    assert len({place(tile).left() for tile in page.control("q").tiles}) == 1


@pytest.mark.parametrize("appearance", ["quick", "likert quick"])
def test_quick_goes_on_as_soon_as_something_is_chosen(open_page: OpenPage, appearance: str) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "؟", "appearance": appearance}], NEEDS)
    page.touch("راه")
    assert page.value("q") == "r"
    assert page.went_on == [True]


def test_minimal_opens_its_list_and_closes_it_again(open_page: OpenPage) -> None:
    survey = [{"type": "select_one list", "name": "q", "label": "کدام؟", "appearance": "minimal"}]
    page = open_page(survey, villages(40))
    control = page.control("q")
    assert not control.list.isVisible()
    page.press(control.button)
    control.list.view.setCurrentIndex(control.list.view.model().index(3))
    page.key(Qt.Key.Key_Return)
    assert page.value("q") == "v3"
    assert not control.list.isVisible()
    assert control.button.text() == "روستای 3"
    assert control.button.accessibleName() == "کدام؟: روستای 3"


def test_minimal_with_several_stays_open_until_it_is_closed(open_page: OpenPage) -> None:
    survey = [{"type": "select_multiple list", "name": "q", "label": "؟", "appearance": "minimal"}]
    page = open_page(survey, NEEDS)
    control = page.control("q")
    page.press(control.button)
    for row in (0, 2):
        control.list.view.setCurrentIndex(control.list.view.model().index(row))
        page.key(Qt.Key.Key_Return)
    assert control.list.isVisible()
    page.touch("فهرست را ببند")
    assert not control.list.isVisible()
    assert page.value("q") == "w s"


def test_a_count_goes_up_and_down_but_not_below_none(open_page: OpenPage) -> None:
    page = open_page([{"type": "integer", "name": "q", "label": "چند؟", "appearance": "counter"}])
    control = page.control("q")
    for _ in range(3):
        page.press(control.more)
    assert (page.value("q"), control.field.text()) == ("3", "۳")
    for _ in range(5):
        page.press(control.less)
    assert page.value("q") == "0"


def test_a_count_can_be_typed_too(open_page: OpenPage) -> None:
    page = open_page([{"type": "integer", "name": "q", "label": "چند؟", "appearance": "counter"}])
    page.control("q").field.setFocus()
    page.key(Qt.Key.Key_0, "۱۲۰")
    page.press(page.control("q").more)
    assert page.value("q") == "121"


def test_a_picker_is_stepped_and_not_slid(open_page: OpenPage) -> None:
    survey = [{**STARS, "appearance": "picker", "parameters": "start=0 end=100 step=5"}]
    page = open_page(survey)
    control = page.control("q")
    assert not control.slider.isVisible()
    page.press(control.more)
    page.press(control.more)
    assert page.value("q") == "5"


def test_stars_are_filled_up_to_the_one_pressed(open_page: OpenPage) -> None:
    page = open_page([STARS])
    control = page.control("q")
    page.press(control.stars[3])
    assert page.value("q") == "4"
    assert [star.isChecked() for star in control.stars] == [False, False, False, True, False]
    assert control.in_words.text().replace("\u2068", "").replace("\u2069", "") == "۴ ستاره از ۵"
    page.touch("پاسخم را پس می‌گیرم")
    assert page.value("q") == ""


def test_a_number_key_gives_so_many_stars(open_page: OpenPage) -> None:
    page = open_page([STARS])
    page.key(Qt.Key.Key_2)
    assert page.value("q") == "2"
    assert page.focus is page.control("q").stars[1]


def test_filled_stars_look_other_than_empty_ones(open_page: OpenPage) -> None:
    page = open_page([STARS])
    control = page.control("q")
    page.press(control.stars[0])
    star = control.stars[2]
    middle = QPoint(star.width() // 2, star.height() // 2)
    empty = star.grab().toImage().pixelColor(middle)
    page.press(control.stars[4])
    assert star.grab().toImage().pixelColor(middle) != empty


@pytest.mark.parametrize(("default", "filled"), [("9", 5), ("-1", 0), ("3", 3)])
def test_a_default_out_of_bounds_fills_no_more_stars_than_there_are(
    open_page: OpenPage, default: str, filled: int
) -> None:
    control = open_page([{**STARS, "default": default}]).control("q")
    assert [star.isChecked() for star in control.stars].count(True) == bool(filled)
    assert control.raw() == (str(filled) if filled else "")


def test_more_steps_than_stars_can_show_become_a_range(open_page: OpenPage) -> None:
    page = open_page([{**STARS, "parameters": "start=1 end=40 step=1"}])
    page.press(page.control("q").more)
    assert page.value("q") == "1"


TABLE = [
    {"type": "begin group", "name": "g", "label": "وضع روستا", "appearance": "table-list"},
    {"type": "select_one list", "name": "water", "label": "آب"},
    {"type": "select_one list", "name": "road", "label": "راه"},
    {"type": "end group", "name": "", "label": ""},
]


def test_a_table_asks_its_rows_and_shows_no_row_for_its_head(open_page: OpenPage) -> None:
    page = open_page(TABLE, choices(("g", "خوب"), ("b", "بد")))
    assert page.options() == ["خوب", "بد", "خوب", "بد"]
    shown = [block.words.text() for block in page.screen.blocks.values() if block.isVisible()]
    assert shown[0] == "وضع روستا"
    assert [words.split()[0] for words in shown[1:]] == ["آب", "راه"]


def test_a_row_of_a_table_is_answered_by_itself(open_page: OpenPage) -> None:
    page = open_page(TABLE, choices(("g", "خوب"), ("b", "بد")))
    page.press(page.control("road").tiles[1])
    page.press(page.control("water").tiles[0])
    assert page.go_on()
    assert (page.value("water"), page.value("road")) == ("g", "b")


def test_a_row_may_take_several(open_page: OpenPage) -> None:
    survey = [{"type": "select_multiple list", "name": "q", "label": "؟", "appearance": "list"}]
    page = open_page(survey, NEEDS)
    assert len({place(tile).top() for tile in page.control("q").tiles}) == 1
    page.touch("راه")
    page.touch("آب")
    assert page.value("q") == "w r"

"""Questions of a group stand beside each other as wide as the form asks, where that leaves them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.kiosk.measuring import place

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage


def group(widths: dict[str, str], own: str = "") -> list[dict[str, str]]:
    rows = [{"type": "text", "name": name, "label": name, "appearance": wide} for name, wide in widths.items()]
    begin = {"type": "begin group", "name": "g", "label": "گروه", "appearance": f"field-list {own}".strip()}
    return [begin, *rows, {"type": "end group"}]


def places(page: QuestionPage) -> dict[str, QRect]:
    return {ref.rsplit("/", 1)[-1]: place(block) for ref, block in page.screen.blocks.items()}


@pytest.mark.parametrize(("language", "first_is_right"), [("fa", True), ("en", False)])
def test_a_row_is_filled_in_the_direction_of_the_language(
    open_page: OpenPage, language: str, first_is_right: bool
) -> None:
    at = places(open_page(group({"a": "w3", "b": "w1", "c": "w4"}), language=language))
    assert at["a"].top() == at["b"].top() < at["c"].top()
    assert (at["a"].left() > at["b"].left()) is first_is_right
    assert at["a"].width() > 2.5 * at["b"].width()
    assert at["c"].width() > at["a"].width() + at["b"].width()


def test_what_does_not_fit_into_a_row_begins_the_next(open_page: OpenPage) -> None:
    at = places(open_page(group({"a": "w2", "b": "w3", "c": "w1"})))
    assert at["a"].top() < at["b"].top() == at["c"].top()


def test_a_group_may_be_wider_than_four(open_page: OpenPage) -> None:
    at = places(open_page(group({"a": "w2", "b": "w2", "c": "w2"}, own="w6")))
    assert at["a"].top() == at["b"].top() == at["c"].top()


def test_a_question_without_a_width_has_a_row_of_its_own(open_page: OpenPage) -> None:
    at = places(open_page(group({"a": "w2", "b": "", "c": "w2"})))
    assert at["a"].top() < at["b"].top() < at["c"].top()


def test_large_text_puts_them_below_each_other(open_page: OpenPage) -> None:
    page = open_page(group({"a": "w2", "b": "w2"}))
    assert places(page)["a"].top() == places(page)["b"].top()
    page.shell.look.change(scale=1.5)
    page.qtbot.waitUntil(lambda: places(page)["a"].bottom() < places(page)["b"].top())


def test_what_would_be_cut_beside_another_is_put_below_it(open_page: OpenPage) -> None:
    rows = group({"a": "w1", "b": "w1"}, own="w10")
    rows[1] |= {"type": "dateTime", "label": "چه روزی و چه ساعتی بود؟"}
    at = places(open_page(rows))
    assert at["a"].bottom() < at["b"].top()


def test_a_question_that_comes_takes_its_place_between_the_others(open_page: OpenPage) -> None:
    rows = group({"a": "w2", "b": "w2", "c": "w4"})
    rows[2]["relevant"] = "${a} = 'x'"
    page = open_page(rows)
    assert list(places(page)) == ["a", "c"]
    page.control("a").field.setFocus()
    page.key(Qt.Key.Key_X)
    page.control("c").field.setFocus()
    page.qtbot.waitUntil(lambda: list(places(page)) == ["a", "b", "c"])
    assert page.control("c").field.hasFocus()
    page.qtbot.waitUntil(lambda: places(page)["a"].top() == places(page)["b"].top())
    page.control("a").field.setFocus()
    page.key(Qt.Key.Key_Backspace)
    page.control("c").field.setFocus()
    page.qtbot.waitUntil(lambda: list(places(page)) == ["a", "c"])


def test_number_keys_choose_in_the_question_that_has_the_focus(open_page: OpenPage) -> None:
    begin, end = {"type": "begin group", "name": "g", "label": "g", "appearance": "field-list"}, {"type": "end group"}
    asked = [{"type": "select_one yn", "name": name, "label": name} for name in ("a", "b")]
    choices = [{"list_name": "yn", "name": name, "label": name} for name in ("yes", "no")]
    page = open_page([begin, *asked, end], choices)
    page.key(Qt.Key.Key_2)
    assert (page.value("a"), page.value("b")) == ("", ""), "no question is meant yet"
    page.control("b").focus_first()
    page.key(Qt.Key.Key_2)
    assert (page.value("a"), page.value("b")) == ("", "no")

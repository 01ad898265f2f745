"""Choosing: among a few big tiles, and among more villages than there are people in some of them."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.state import Choice, Label, NodeState
from kiosk.controls.matching import matches
from kiosk.controls.search_list import SearchListControl
from kiosk.search.folding import folded
from tests.kiosk.forms import surroundings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kiosk.theme import Look
    from tests.kiosk.conftest import OpenPage

ONE_FRAME = 1 / 60


def choices(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"list_name": "list", "name": name, "label": label} for name, label in pairs]


def villages(count: int) -> list[dict[str, str]]:
    return choices(*((f"v{n}", f"روستای {n}") for n in range(count)))


def state_with(count: int, value: str = "") -> NodeState:
    many = tuple(Choice(f"v{n}", Label(f"روستای شمارهٔ {n}")) for n in range(count))
    return NodeState(
        path="/data/village",
        kind="question",
        control="select1",
        type="string",
        value=value,
        relevant=True,
        required=False,
        readonly=False,
        violation=None,
        message=None,
        label=Label("کدام روستا؟"),
        hint=None,
        guidance=None,
        choices=many,
    )


def test_choosing_another_lets_go_of_the_first(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "؟"}], choices(("a", "آ"), ("b", "ب")))
    page.touch("آ")
    page.touch("ب")
    assert page.chosen() == ["ب"]
    assert page.value("q") == "b"
    page.touch("ب")
    assert page.chosen() == ["ب"]


def test_an_answer_that_may_be_missing_can_be_taken_back(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "؟"}], choices(("a", "آ"), ("b", "ب")))
    page.touch("آ")
    page.touch("پاسخم را پس می‌گیرم")
    assert page.value("q") == ""
    assert page.chosen() == []


def test_a_required_answer_is_not_taken_back(open_page: OpenPage) -> None:
    survey = [{"type": "select_one list", "name": "q", "label": "؟", "required": "yes"}]
    page = open_page(survey, choices(("a", "آ")))
    page.touch("آ")
    assert not page.control("q").clear.isVisible()


def test_several_are_stored_in_the_order_of_the_list(open_page: OpenPage) -> None:
    page = open_page(
        [{"type": "select_multiple list", "name": "q", "label": "؟"}], choices(("a", "آ"), ("b", "ب"), ("c", "پ"))
    )
    for touched in ("پ", "آ", "ب", "ب"):
        page.touch(touched)
    assert page.value("q") == "a c"


def test_the_tiles_say_their_number_first(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "؟"}], choices(("a", "آب"), ("b", "برق")))
    assert [tile.accessibleName() for tile in page.tiles()] == ["۱. آب", "۲. برق"]


def test_more_than_nine_become_a_list_to_search(open_page: OpenPage) -> None:
    survey = [{"type": "select_one list", "name": "q", "label": "؟", "required": "yes"}]
    assert open_page(survey, villages(9)).tiles()
    page = open_page(survey, villages(10))
    assert isinstance(page.control("q"), SearchListControl)


def test_a_part_of_the_name_finds_it_and_ok_takes_the_only_one_left(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "کدام؟"}], villages(1000))
    control = page.control("q")
    control.field.setFocus()
    page.key(Qt.Key.Key_0, "۹۹۹")
    assert control.view.model().rowCount() == 1
    page.key(Qt.Key.Key_Return)
    assert page.value("q") == "v999"
    assert control.chosen.text() == "✓ روستای 999"


def test_arrows_and_ok_choose_in_the_list(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "کدام؟"}], villages(20))
    control = page.control("q")
    control.view.setFocus()
    control.view.setCurrentIndex(control.view.model().index(0))
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    assert page.value("q") == "v1"


def test_several_of_many(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_multiple list", "name": "q", "label": "؟"}], villages(12))
    view = page.control("q").view
    for row in (3, 1):
        at = view.visualRect(view.model().index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert page.value("q") == "v1 v3"


def test_nothing_found_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page([{"type": "select_one list", "name": "q", "label": "؟"}], villages(12))
    page.control("q").field.setText("تهران")
    assert "حرف‌های کمتری" in page.control("q").found.text()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("علي آباد", "علی‌آباد"),
        ("علیاباد", "علی‌آباد"),
        ("كاشان", "کاشان"),
        ("ده ۱۲", "ده 12"),
        ("مومن", "مؤمن‌آباد"),
        ("ISFAHAN", "Isfahan"),
    ],
)
def test_a_name_is_found_however_its_letters_are_typed(typed: str, name: str) -> None:
    spaceless = folded(name).replace(" ", "")
    assert matches(folded(typed), [folded(name), spaceless])


def test_names_that_begin_with_it_come_first() -> None:
    names = [folded(name) for name in ("ده کرمان", "کرمان", "ماهان")]
    assert matches(folded("کرمان"), names) == [1, 0]


def test_ninety_eight_thousand_villages_answer_within_a_frame(qtbot: QtBot, look: Look) -> None:
    control = SearchListControl(surroundings(look), "/data/village")
    qtbot.addWidget(control)
    control.show_node(state_with(98_000), "fa")
    control.resize(900, 500)
    control.show()
    qtbot.waitExposed(control)
    best = min(timed_search(control, typed) for typed in ("۹۷۹۹", "شماره ۹", "روستای ۵۵"))
    assert best < 2 * ONE_FRAME


def timed_search(control: SearchListControl, typed: str) -> float:
    control.field.clear()
    began = perf_counter()
    control.field.setText(typed)
    control.view.viewport().repaint()
    return perf_counter() - began

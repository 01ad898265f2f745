"""One question a page: what is asked, what is said when the answer is not right, and what is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.widgets import Heading, RadioTile

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage

FATHER = {
    "type": "text",
    "name": "father",
    "label": "نام **پدر** شما چیست؟",
    "hint": "مانند شناسنامه",
    "required": "yes",
}
PROBLEM = {"type": "select_one kinds", "name": "kind", "label": "مشکل چیست؟", "required": "yes"}
KINDS = [{"list_name": "kinds", "name": n, "label": t} for n, t in (("water", "آب"), ("power", "برق"), ("road", "راه"))]


def test_the_question_is_the_heading_and_takes_the_focus(open_page: OpenPage) -> None:
    page = open_page([FATHER])
    assert isinstance(page.focus, Heading)
    assert page.focus.text() == "نام پدر شما چیست؟"
    assert QAccessible.queryAccessibleInterface(page.focus).role() == QAccessible.Role.Heading
    assert page.shell.windowTitle() == "نام پدر شما چیست؟"


def test_keys_change_only_the_field_until_the_person_goes_on(open_page: OpenPage) -> None:
    page = open_page([FATHER])
    page.control("father").field.setFocus()
    page.type_on_screen("علی")
    assert page.filling.answers == []
    assert page.go_on()
    assert page.filling.answers == [("/data/father", "علی")]


def test_an_unanswered_question_says_so_on_top_and_at_the_field(open_page: OpenPage) -> None:
    page = open_page([PROBLEM], KINDS)
    assert not page.go_on()
    assert page.focus is page.screen.summary
    assert page.said_at("kind") == "یکی از گزینه‌ها را انتخاب کنید."
    assert "یکی از گزینه‌ها را انتخاب کنید." in page.screen.summary.accessibleName()
    assert page.shell.windowTitle().startswith("خطا:")
    assert QAccessible.queryAccessibleInterface(page.focus).role() == QAccessible.Role.AlertMessage


def test_the_summary_leads_to_the_field(open_page: OpenPage) -> None:
    page = open_page([PROBLEM], KINDS)
    page.go_on()
    page.key(Qt.Key.Key_Return)
    assert isinstance(page.focus, RadioTile)


def test_the_sentence_goes_as_soon_as_the_answer_is_right(open_page: OpenPage) -> None:
    page = open_page([PROBLEM], KINDS)
    page.go_on()
    page.touch("آب")
    assert page.said_at("kind") == ""
    assert not page.screen.summary.isVisible()
    assert page.shell.windowTitle() == "مشکل چیست؟"
    assert page.go_on()


def test_the_forms_own_words_are_said_for_its_own_rules(open_page: OpenPage) -> None:
    age = {
        "type": "integer",
        "name": "age",
        "label": "سن؟",
        "constraint": ". < 120",
        "constraint_message": "کمتر از ۱۲۰",
    }
    page = open_page([age])
    page.type_on_screen("۱۲۰")
    assert not page.go_on()
    assert page.said_at("age") == "کمتر از ۱۲۰"


def test_back_keeps_what_was_typed_even_when_it_is_not_right(open_page: OpenPage) -> None:
    page = open_page([{**FATHER, "constraint": "string-length(.) > 5"}])
    page.type_on_screen("علی")
    page.touch("بازگشت")
    assert page.went_back
    assert page.value("father") == "علی"


def test_ok_in_the_only_field_goes_on(open_page: OpenPage) -> None:
    page = open_page([FATHER])
    page.type_on_screen("علی")
    page.key(Qt.Key.Key_Return)
    assert page.went_on
    assert page.value("father") == "علی"


def test_letters_typed_on_a_keyboard_find_the_only_field(open_page: OpenPage) -> None:
    page = open_page([FATHER])
    page.key(Qt.Key.Key_A, "Ali")
    assert page.control("father").field.text() == "Ali"


@pytest.mark.parametrize("digit", ["2", "۲", "٢"])
def test_a_number_chooses_the_option_that_bears_it(open_page: OpenPage, digit: str) -> None:
    page = open_page([PROBLEM], KINDS)
    page.screen.keyPressEvent(key_press(digit))
    assert page.chosen() == ["برق"]
    assert page.value("kind") == "power"


def test_arrows_look_around_and_ok_chooses(open_page: OpenPage) -> None:
    page = open_page([PROBLEM], KINDS)
    page.key(Qt.Key.Key_Tab)
    page.key(Qt.Key.Key_Down)
    assert page.chosen() == []
    page.key(Qt.Key.Key_Return)
    assert page.chosen() == ["برق"]


def test_a_press_that_slides_off_chooses_nothing(open_page: OpenPage) -> None:
    page = open_page([PROBLEM], KINDS)
    page.slide_off(page.tiles()[0])
    assert page.chosen() == []
    assert page.filling.answers == []


def test_the_focus_goes_in_reading_order(open_page: OpenPage) -> None:
    page = open_page([PROBLEM], KINDS)
    visited: list[QWidget] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in visited:
            break
        visited.append(focus)
        page.key(Qt.Key.Key_Tab)
    footer, header = page.shell.footer, page.shell.header
    expected = [page.screen.heading, *page.tiles(), footer.back, footer.help, footer.next, *header.tools()]
    assert visited == expected


def test_questions_asked_together_list_each_fault_with_a_way_to_it(open_page: OpenPage) -> None:
    group = [
        {"type": "begin_group", "name": "g", "label": "نام شما", "appearance": "field-list"},
        {"type": "text", "name": "given", "label": "نام", "required": "yes"},
        {
            "type": "text",
            "name": "family",
            "label": "نام خانوادگی",
            "required": "yes",
            "required_message": "نام خانوادگی؟",
        },
        {"type": "end_group", "name": "", "label": ""},
    ]
    page = open_page(group)
    assert page.screen.heading is not None
    assert page.screen.heading.text() == "نام شما"
    assert not page.go_on()
    assert page.screen.summary.links[1].text() == "نام خانوادگی: نام خانوادگی؟"
    page.press(page.screen.summary.links[1])
    assert page.focus is page.control("family").field
    assert page.said_at("family") == "نام خانوادگی؟"
    assert page.control("family").field.accessibleName() == "نام خانوادگی"


def test_a_question_that_becomes_relevant_appears_on_the_same_page(open_page: OpenPage) -> None:
    group = [
        {"type": "begin_group", "name": "g", "label": "آب", "appearance": "field-list"},
        {"type": "select_one kinds", "name": "kind", "label": "مشکل چیست؟"},
        {"type": "text", "name": "pipe", "label": "کدام لوله؟", "relevant": "${kind} = 'water'"},
        {"type": "end_group", "name": "", "label": ""},
    ]
    page = open_page(group, KINDS)
    assert len(page.screen.blocks) == 1
    page.touch("آب")
    assert page.block("pipe").isVisible()
    page.touch("برق")
    assert len(page.screen.blocks) == 1
    assert page.chosen() == ["برق"]


def test_text_shown_is_in_the_language_and_direction_of_the_form(open_page: OpenPage) -> None:
    survey = [{"type": "text", "name": "a", "label::English (en)": "Your name?", "label::فارسی (fa)": "نام شما؟"}]
    page = open_page(survey, language="en")
    assert page.screen.heading is not None
    assert page.screen.heading.text() == "Your name?"
    assert page.block("a").layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert page.shell.footer.next.text() == "Continue"


def test_a_repeat_is_a_list_of_cards_to_open_remove_and_add(open_page: OpenPage) -> None:
    survey = [
        {"type": "begin_repeat", "name": "field", "label": "زمین"},
        {"type": "text", "name": "crop", "label": "چه کاشتید؟"},
        {"type": "end_repeat", "name": "", "label": ""},
    ]
    page = open_page(survey)
    repeat = page.screen.repeat
    assert repeat is not None
    page.press(repeat.add)
    assert list(page.screen.page.refs) == ["/data/field[1]", "/data/field[2]"]
    assert page.opened == ["/data/field[2]"]
    page.press(repeat.cards[0])
    assert page.opened[-1] == "/data/field[1]"
    page.press(repeat.removers[0])
    assert list(page.screen.page.refs) == ["/data/field[1]"]
    assert repeat.removers[0].accessibleName().startswith("برداشتن")


def test_text_size_and_colours_change_without_losing_what_was_typed(open_page: OpenPage) -> None:
    page = open_page([FATHER])
    page.type_on_screen("علی")
    page.touch("اندازهٔ متن")
    page.touch("رنگ‌ها")
    assert page.shell.look.scale == 1.25
    assert page.shell.look.theme.name == "contrast"
    assert page.control("father").field.text() == "علی"


def key_press(text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)

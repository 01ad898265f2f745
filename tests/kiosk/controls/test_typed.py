"""Typed answers: every digit set is read, what is stored is ASCII, what is shown is the language's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage


@pytest.mark.parametrize("typed", ["0012345678", "۰۰۱۲۳۴۵۶۷۸", "٠٠١٢٣٤٥٦٧٨"])
def test_a_number_that_is_a_name_keeps_its_zeros_in_any_digits(open_page: OpenPage, typed: str) -> None:
    page = open_page([{"type": "text", "name": "nid", "label": "کد ملی؟", "appearance": "numbers"}])
    page.key(Qt.Key.Key_0, typed)
    assert page.control("nid").field.text() == "۰۰۱۲۳۴۵۶۷۸"
    assert page.go_on()
    assert page.value("nid") == "0012345678"


def test_digits_stay_latin_in_english(open_page: OpenPage) -> None:
    page = open_page([{"type": "integer", "name": "age", "label": "Age?"}], language="en")
    page.key(Qt.Key.Key_0, "۳4")
    assert page.control("age").field.text() == "34"


@pytest.mark.parametrize(("typed", "stored"), [("۲٫۵", "2.5"), ("2.5", "2.5"), ("۲/۵", "2.5"), ("-۱٫۰", "-1.0")])
def test_decimals_are_read_however_they_are_written(open_page: OpenPage, typed: str, stored: str) -> None:
    page = open_page([{"type": "decimal", "name": "area", "label": "چند هکتار؟"}])
    page.key(Qt.Key.Key_0, typed)
    assert page.go_on()
    assert page.value("area") == stored


def test_thousands_are_set_apart_when_the_field_is_left(open_page: OpenPage) -> None:
    page = open_page([{"type": "integer", "name": "rials", "label": "چند ریال؟", "appearance": "thousands-sep"}])
    page.key(Qt.Key.Key_0, "1250000")
    page.go_on()
    assert page.control("rials").field.text() == "۱٬۲۵۰٬۰۰۰"
    assert page.value("rials") == "1250000"


@pytest.mark.parametrize("typed", ["9e99999999", "-9E99999999", "NaN", "Infinity"])
def test_a_number_that_no_page_holds_is_said_and_not_written_out(open_page: OpenPage, typed: str) -> None:
    page = open_page([{"type": "integer", "name": "rials", "label": "چند ریال؟", "appearance": "thousands-sep"}])
    page.key(Qt.Key.Key_0, typed)
    assert not page.go_on()
    assert page.said_at("rials")
    assert len(page.control("rials").field.text()) == len(typed)


def test_what_is_no_number_is_said_at_the_field_and_not_lost(open_page: OpenPage) -> None:
    page = open_page([{"type": "integer", "name": "age", "label": "سن؟"}])
    page.control("age").field.setText("سی")
    assert not page.go_on()
    assert page.said_at("age")
    assert page.control("age").field.text() == "سی"


def test_a_masked_answer_is_hidden_until_the_person_asks(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "pin", "label": "رمز؟", "appearance": "masked"}])
    field = page.control("pin").field
    assert field.echoMode() == QLineEdit.EchoMode.Password
    page.touch("نشان بده")
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    page.touch("پنهان کن")
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_several_lines_are_stored_without_empty_ends(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "story", "label": "چه شد؟", "appearance": "multiline"}])
    page.control("story").field.setPlainText("\nآب بالا آمد\nخانه را برد\n\n")
    page.go_on()
    assert page.value("story") == "آب بالا آمد\nخانه را برد"


@pytest.mark.parametrize("appearance", ["", "multiline", "numbers"])
def test_an_empty_persian_field_begins_at_the_right(open_page: OpenPage, appearance: str) -> None:
    page = open_page([{"type": "text", "name": "father", "label": "نام پدر؟", "appearance": appearance}])
    field = page.control("father").field
    assert field.cursorRect().x() > field.width() / 2


def test_a_field_is_called_what_is_asked(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "father", "label": "نام پدر؟"}])
    assert page.control("father").field.accessibleName() == "نام پدر؟"


def test_what_is_computed_is_only_read(open_page: OpenPage) -> None:
    survey = [
        {"type": "calculate", "name": "sum", "calculation": "21 * 2"},
        {"type": "note", "name": "n", "label": "جمع: ${sum}"},
    ]
    page = open_page(survey)
    assert page.screen.heading is not None
    assert page.screen.heading.text() == "جمع: ۴۲"
    assert page.go_on()
    assert page.filling.answers == []

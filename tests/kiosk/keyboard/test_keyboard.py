"""The keyboard on the screen types Persian, keeps the focus in the field, and never covers it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from assets.texts import T, say
from kiosk.keyboard.key import KeyButton
from kiosk.keyboard.layouts import ZWNJ, Act, board, letters_of

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

NAME = [{"type": "text", "name": "father", "label": "نام پدر شما چیست؟"}]
LONG = [{"type": "text", "name": "remark", "label": "چه شد؟", "appearance": "multiline"}]
NUMBER = [{"type": "integer", "name": "age", "label": "چند سال دارید؟"}]
DASH = say(T("Dash"), "fa")
PERSIAN = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءئؤ"


def keys(page: QuestionPage) -> dict[str, KeyButton]:
    return {key.accessibleName(): key for key in page.shell.keyboard.findChildren(KeyButton) if key.isVisible()}


def place(key: KeyButton) -> QRect:
    return QRect(key.mapToGlobal(key.rect().topLeft()), key.size())


@pytest.mark.parametrize(
    ("language", "letters", "digits"),
    [
        ("fa", PERSIAN, "۰۱۲۳۴۵۶۷۸۹"),
        ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة", "٠١٢٣٤٥٦٧٨٩"),
        ("ckb", "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ", "٠١٢٣٤٥٦٧٨٩"),
    ],
)
def test_every_letter_and_digit_has_a_key(language: str, letters: str, digits: str) -> None:
    typed = {key.does for row in board(language, "en", several_lines=False, shifted=False) for key in row}
    assert set(letters) | set(digits) | {ZWNJ, " ", "،", "."} <= typed


def test_who_speaks_another_language_can_also_write_persian_and_english() -> None:
    assert letters_of("ckb") == ("ckb", "fa", "en")
    assert letters_of("fa") == ("fa", "en")
    assert letters_of("en") == ("en", "fa")


def test_one_key_leads_round_all_letters(open_page: OpenPage) -> None:
    page = open_page(NAME, language="ckb")
    seen = []
    for _ in range(4):
        seen.append("".join(key.text() for key in page.shell.keyboard.keys if key.text() in ("ڵ", "ؤ", "q")))
        page.press(next(key for key in page.shell.keyboard.keys if key.key.does is Act.OTHER_LETTERS))
    assert seen == ["ڵ", "ؤ", "q", "ڵ"]


def test_latin_letters_and_digits_have_keys() -> None:
    typed = {key.does for row in board("en", "fa", several_lines=False, shifted=False) for key in row}
    assert {*"abcdefghijklmnopqrstuvwxyz0123456789@.-_/"} <= typed


def test_it_opens_with_a_question_that_is_typed_and_the_heading_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page(NAME)
    assert page.shell.keyboard.isVisible()
    assert page.focus is page.screen.heading


def test_typing_reaches_the_field_and_the_focus_stays_there(open_page: OpenPage) -> None:
    page = open_page(NAME)
    page.type_on_screen("علی" + ZWNJ + "پور")
    field = page.control("father").field
    assert field.text() == "علی\u200cپور"
    assert page.focus is field
    page.touch("پاک کردن")
    assert field.text() == "علی\u200cپو"
    assert page.focus is field


def test_the_half_space_says_what_it_is(open_page: OpenPage) -> None:
    page = open_page(NAME)
    assert keys(page)["نیم‌فاصله"].text() == "نیم‌فاصله"


def test_keys_run_left_to_right_as_on_every_keyboard(open_page: OpenPage) -> None:
    page = open_page(NAME)
    by_name = keys(page)
    for row in ("۱۲۳۴۵۶۷۸۹۰", "ضصثقفغعهخحجچ", "شسیبلاتنمکگ"):
        lefts = [place(by_name[letter]).left() for letter in row]
        assert lefts == sorted(lefts)
    left_edge = min(place(key).left() for key in by_name.values())
    assert place(by_name["۱"]).left() == left_edge
    assert place(by_name["ض"]).left() == left_edge


@pytest.mark.parametrize("survey", [NAME, NUMBER, LONG], ids=["letters", "numbers", "lines"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_keys_are_large_enough_and_apart(open_page: OpenPage, survey: list[dict[str, str]], scale: float) -> None:
    places = [place(key) for key in keys(open_page(survey, scale=scale)).values()]
    assert all(rect.width() >= 56 and rect.height() >= 56 for rect in places)
    for at, one in enumerate(places):
        around = one.adjusted(-7, -7, 7, 7)
        assert not any(around.intersects(other) for other in places[at + 1 :])


@pytest.mark.parametrize("survey", [NAME, NUMBER], ids=["letters", "numbers"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_it_never_covers_the_field(open_page: OpenPage, survey: list[dict[str, str]], scale: float) -> None:
    page = open_page(survey, scale=scale)
    field = page.control(survey[0]["name"]).field
    field.setFocus()
    seen = page.screen.paper.area.viewport()

    def whole_field_is_seen() -> bool:
        top: int = field.mapTo(seen, field.rect().topLeft()).y()
        return 0 <= top <= seen.height() - int(field.height())

    page.qtbot.waitUntil(whole_field_is_seen)
    keyboard_top = page.shell.keyboard.mapToGlobal(page.shell.keyboard.rect().topLeft()).y()
    assert field.mapToGlobal(field.rect().bottomLeft()).y() < keyboard_top


def test_numbers_get_a_number_pad_with_persian_digits(open_page: OpenPage) -> None:
    page = open_page(NUMBER)
    page.type_on_screen("۳۴")
    assert page.control("age").field.text() == "۳۴"
    assert page.control("age").raw() == "34"
    assert "ض" not in keys(page)


def test_signs_stand_on_the_pad_only_where_a_number_may_have_them(open_page: OpenPage) -> None:
    identifier = {"type": "text", "name": "code", "label::Persian (fa)": "کد", "appearance": "numbers"}
    assert DASH not in keys(open_page([identifier]))
    assert DASH in keys(open_page(NUMBER))


def test_a_number_with_a_fraction_can_be_less_than_nothing(open_page: OpenPage) -> None:
    page = open_page([{"type": "decimal", "name": "level", "label::Persian (fa)": "تراز آب"}])
    page.type_on_screen("-۲.۵")
    assert page.go_on()
    assert page.value("level") == "-2.5"


def test_the_english_layer_and_its_capitals(open_page: OpenPage) -> None:
    page = open_page(NAME)
    page.touch("حرف‌های انگلیسی")
    page.touch("حرف‌های بزرگ")
    page.type_on_screen("A")
    page.touch("حرف‌های کوچک")
    page.type_on_screen("b1")
    assert page.control("father").field.text() == "Ab1"
    page.touch("حرف‌های فارسی")
    assert "ض" in keys(page)


def test_several_lines_have_a_key_for_the_next_line(open_page: OpenPage) -> None:
    page = open_page(LONG)
    page.type_on_screen("آب")
    page.touch("سطر بعد")
    page.type_on_screen("نان")
    assert page.control("remark").raw() == "آب\nنان"


def test_it_goes_when_the_person_is_done(open_page: OpenPage) -> None:
    page = open_page(NAME)
    page.touch("تمام")
    assert not page.shell.keyboard.isVisible()
    page.press(page.control("father").field)


def test_a_choice_needs_no_keyboard(open_page: OpenPage) -> None:
    choices = [{"list_name": "yn", "name": n, "label": n} for n in ("بله", "نه")]
    page = open_page([{"type": "select_one yn", "name": "ok", "label": "درست است؟"}], choices)
    assert not page.shell.keyboard.isVisible()


def test_every_key_has_a_name_and_none_takes_the_focus(open_page: OpenPage) -> None:
    page = open_page(NAME)
    for key in page.shell.keyboard.findChildren(KeyButton):
        assert key.accessibleName().strip() or unicodedata.name(key.accessibleName(), "")
        assert key.focusPolicy() == key.focusPolicy().NoFocus


def test_what_a_finger_presses_does_not_move_away_when_the_keys_go(open_page: OpenPage) -> None:
    page = open_page([{**NUMBER[0], "appearance": "counter"}])
    more, window = page.control("age").more, page.shell.windowHandle()
    page.press(page.control("age").field)
    page.qtbot.waitUntil(page.shell.keyboard.isVisible)
    at = more.mapTo(page.shell, more.rect().center())
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    page.qtbot.waitUntil(more.isDown)
    assert page.shell.keyboard.isVisible()
    assert more.mapTo(page.shell, more.rect().center()) == at
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    page.qtbot.waitUntil(lambda: not page.shell.keyboard.isVisible())
    assert page.value("age") == "1"


def test_keys_laid_out_for_one_language_are_written_in_the_next(open_page: OpenPage) -> None:
    page = open_page(NUMBER)
    assert {"۱", "۲"} <= keys(page).keys()
    page.shell.keyboard.dismiss()
    page.shell.look.change(language="ckb")
    page.shell.keyboard.serve(page.control("age").field)
    assert {"١", "٢"} <= keys(page).keys()
    assert not {"۱", "۲"} & keys(page).keys()


def test_the_window_need_not_grow_for_other_keys(open_page: OpenPage) -> None:
    page = open_page(NAME, size=(1024, 768), scale=1.5, language="en")
    page.touch("فارسی")
    page.touch("English")
    assert page.shell.size().toTuple() == (1024, 768)

"""Keypads of other makers, and what the arrows do where a widget needs them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.config import ConfigRefused
from kiosk.config_file import config_from
from kiosk.keymap import KeypadKey, UnknownKey, keymap
from kiosk.keypad import Keypad

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

PLACES = {"office": {"id": "o", "name": {"fa": "ن"}}, "device": {"id": "d"}, "central": {"id": "c", "url": "http://x"}}


def press(page: QuestionPage, *keys: Qt.Key) -> None:
    window = page.shell.windowHandle()
    assert window is not None
    for key in keys:
        QTest.keyClick(window, key)


def test_the_office_names_the_keys_of_its_own_keypad() -> None:
    config = config_from({**PLACES, "speech": {"keypad": {"back": ["F13"], "repeat": ["F14", "F15"]}}})
    keys = keymap(config.speech.keypad)
    assert [keys[key] for key in (Qt.Key.Key_F13, Qt.Key.Key_F15)] == [KeypadKey.BACK, KeypadKey.REPEAT]
    assert Qt.Key.Key_Escape not in keys
    assert keys[Qt.Key.Key_F1] is KeypadKey.HELP


@pytest.mark.parametrize("wrong", [{"back": ["Esc"]}, {"forward": ["F1"]}, {"back": 3}, ["back"]])
def test_a_key_that_does_not_exist_is_refused_by_its_name(wrong: object) -> None:
    with pytest.raises(ConfigRefused) as refused:
        config_from({**PLACES, "speech": {"keypad": wrong}})
    assert dict(refused.value.text.params) == {"entry": "speech.keypad"}


def test_no_key_means_two_things() -> None:
    assert len(keymap()) > len(KeypadKey)
    with pytest.raises(UnknownKey):
        keymap({"ok": ["Nonsense"]})


def test_a_keypads_own_ok_key_presses_as_return_does(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "نام؟"}])
    Keypad(page.shell, keymap({"ok": ["F20"]}))
    press(page, Qt.Key.Key_7, Qt.Key.Key_F20)
    assert page.went_on == [True]
    assert page.value("q") == "7"


def test_back_loses_nothing_and_help_is_called(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "نام؟"}])
    Keypad(page.shell)
    called: list[bool] = []
    page.shell.help_wanted.connect(lambda: called.append(True))
    press(page, Qt.Key.Key_7, Qt.Key.Key_F1, Qt.Key.Key_Escape)
    assert called == [True]
    assert page.went_back == [True]
    assert page.value("q") == "7"


@pytest.mark.parametrize(("language", "forward"), [("fa", Qt.Key.Key_Left), ("en", Qt.Key.Key_Right)])
def test_arrows_move_in_a_text_and_leave_it_at_its_end(open_page: OpenPage, language: str, forward: Qt.Key) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "نام؟"}], language=language)
    Keypad(page.shell)
    press(page, Qt.Key.Key_7)
    field = page.focus
    field.setCursorPosition(0)
    field.setText("ab" if language == "en" else "اب")
    field.setCursorPosition(0)
    press(page, forward, forward)
    assert page.focus is field
    assert field.cursorPosition() == 2
    press(page, forward)
    assert page.focus is not field


def test_letters_are_walked_to_and_typed_and_shown_while_one_is_there(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "نام؟"}])
    Keypad(page.shell)
    press(page, Qt.Key.Key_7, Qt.Key.Key_Backspace)
    field = page.focus
    press(page, Qt.Key.Key_Down)
    keys = {key.text(): key for key in page.shell.keyboard.keys}
    assert keys["ض"].walked
    press(page, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.focus is field
    assert len(field.text()) == 2
    assert field.text()[0] == "ص"
    press(page, Qt.Key.Key_Escape)
    assert not any(key.walked for key in page.shell.keyboard.keys)
    press(page, Qt.Key.Key_Return)
    assert page.went_on == [True]


def test_down_from_the_last_letters_goes_on_to_what_follows_the_field(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "نام؟"}])
    Keypad(page.shell)
    press(page, Qt.Key.Key_7, *[Qt.Key.Key_Down] * 5)
    assert page.focus is page.shell.footer.back
    assert not any(key.walked for key in page.shell.keyboard.keys)


def test_in_a_group_the_letters_of_one_field_lead_on_to_the_next(open_page: OpenPage) -> None:
    rows = [{"type": "text", "name": name, "label": name} for name in ("a", "b")]
    group = {"type": "begin_group", "name": "g", "label": "g", "appearance": "field-list"}
    page = open_page([group, *rows, {"type": "end_group"}])
    Keypad(page.shell)
    page.control("a").focus_first()
    press(page, *[Qt.Key.Key_Down] * 5)
    assert page.focus is page.control("b").field

"""The whole way with a keypad: Tab, Enter and digits, nothing touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.tracking import is_tracking_code
from kiosk.idle import idle_time
from kiosk.screens.question import QuestionScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.session import State

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.kiosk.counter.page import CounterPage

MOST_TABS = 40


class Keypad:
    """Presses keys where the focus is, as a keypad does: it knows of no widget."""

    def __init__(self, counter: CounterPage) -> None:
        self.counter = counter

    def key(self, key: Qt.Key) -> None:
        QApplication.processEvents()
        focused = self.counter.shell.focusWidget()
        assert focused is not None, "nothing has the focus"
        QTest.keyClick(focused, key)

    def digits(self, digits: str) -> None:
        for digit in digits:
            self.key(Qt.Key(Qt.Key.Key_0 + int(digit)))

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def tab_to(self, wanted: QWidget) -> None:
        for _ in range(MOST_TABS):
            if self.counter.shell.focusWidget() is wanted:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(wanted.accessibleName())

    def go_on(self) -> None:
        """Tab to On, and press it."""
        self.tab_to(self.counter.shell.footer.next)
        self.enter()


def test_from_attract_to_the_receipt_without_a_touch(counter: CounterPage) -> None:
    keypad = Keypad(counter)
    keypad.enter()
    counter.comes_to(State.LANGUAGE)
    keypad.go_on()
    counter.comes_to(State.HOME)
    keypad.digits("1")
    counter.comes_to(State.SERVICE)
    keypad.go_on()
    keypad.digits("1")
    assert counter.question() == "name"
    keypad.digits("12")
    keypad.enter()
    assert counter.question() == "kind"
    keypad.digits("2")
    keypad.go_on()
    assert counter.question() == "animal"
    keypad.go_on()
    keypad.digits("3")
    keypad.enter()
    counter.comes_to(State.REVIEW)
    keypad.go_on()
    keypad.digits("1")
    keypad.go_on()
    counter.comes_to(State.RECEIPT)
    assert is_tracking_code(counter.screen(ReceiptScreen).code.accessibleName())


def test_a_keypad_comes_from_an_error_to_its_field_and_goes_on(counter: CounterPage) -> None:
    keypad = Keypad(counter)
    counter.begin_claim()
    keypad.go_on()
    assert counter.shell.focusWidget() is counter.screen(QuestionScreen).summary
    keypad.enter()
    assert counter.shell.focusWidget() is counter.screen(QuestionScreen).typing_field()
    keypad.digits("7")
    keypad.enter()
    assert counter.question() == "kind"


def test_the_keypad_answers_the_idle_warning_and_goes_on_where_it_was(counter: CounterPage) -> None:
    keypad = Keypad(counter)
    counter.begin_claim()
    keypad.digits("12")
    field = counter.shell.focusWidget()
    counter.counter.idle.idled.emit()
    counter.comes_to(State.IDLE_WARNING)
    keypad.enter()
    counter.comes_to(State.FILLING)
    assert counter.shell.focusWidget() is field
    keypad.digits("3")
    keypad.enter()
    assert b"<name>123</name>" in counter.savepoints()[0]


def test_large_words_double_the_patience_also_in_the_middle_of_a_page(counter: CounterPage) -> None:
    counter.begin_claim()
    assert counter.counter.idle.time == idle_time(State.FILLING, unhurried=False)
    counter.press(counter.shell.header.text_size)
    counter.press(counter.shell.header.text_size)
    assert counter.counter.idle.time == idle_time(State.FILLING, unhurried=True)

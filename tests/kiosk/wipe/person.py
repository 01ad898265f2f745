"""A person at the counter, in a process of its own: types, copies what she typed, and ends; handed in or given up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.app import run_counter
from kiosk.config_file import read_config
from kiosk.demo.script import Script
from kiosk.screens.attract import AttractScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.screen import Screen
from kiosk.screens.sign import SignScreen
from kiosk.screens.who import WhoScreen
from kiosk.session import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QAbstractButton

    from kiosk.counter import Counter

AnyScreen = TypeVar("AnyScreen", bound=Screen)


class Person:
    """Walks by real presses; each step waits until the session stands where it should."""

    def __init__(self, counter: Counter, secret: str, *, hands_in: bool = False) -> None:
        self._counter, self._secret, self._hands_in = counter, secret, hands_in
        self._shell = counter.equipment.shell

    def steps(self) -> Iterator[Callable[[], bool]]:
        """From the first touch to the end."""
        yield lambda: self._shell.isVisible()
        self._press(self._screen(AttractScreen).start)
        yield self._at(State.LANGUAGE)
        self._press(self._shell.footer.next)
        yield self._at(State.HOME)
        home = self._screen(HomeScreen)
        home.search.field.setText(self._secret)  # looked for before it is answered
        home.search.field.clear()
        ids = [offer.form.key.form_id for offer in home.offers]
        self._press(home.tiles[ids.index("claim")])
        yield self._at(State.SERVICE)
        self._press(self._shell.footer.next)
        yield self._at(State.WHO)
        self._press(self._screen(WhoScreen).tiles["citizen"])
        yield self._at(State.FILLING)
        self._answer()
        self._press(self._shell.footer.next)
        yield lambda: self._screen(QuestionScreen).typing_field() is None
        if self._hands_in:
            yield from self._hand_in()
        print("answered", flush=True)
        self._press(self._shell.header.end)
        yield self._at(State.CLEARING)

    def _hand_in(self) -> Iterator[Callable[[], bool]]:
        """Answer the rest, allow it, and wait for the receipt and its paper."""
        self._choose()
        self._press(self._shell.footer.next)
        yield lambda: self._screen(QuestionScreen).page.kind == "repeat"
        self._press(self._shell.footer.next)
        yield lambda: self._screen(QuestionScreen).typing_field() is not None
        field = self._screen(QuestionScreen).typing_field()
        assert field is not None
        QTest.keyClicks(field, "3")
        self._press(self._shell.footer.next)
        yield self._at(State.REVIEW)
        self._press(self._shell.footer.next)
        yield self._at(State.SIGN)
        self._press(self._screen(SignScreen).consent)
        self._press(self._shell.footer.next)
        yield self._at(State.RECEIPT)
        yield lambda: not self._counter.equipment.press.busy

    def _choose(self) -> None:
        QTest.keyClick(self._screen(QuestionScreen), Qt.Key.Key_1)

    def _answer(self) -> None:
        field = self._screen(QuestionScreen).typing_field()
        assert isinstance(field, QLineEdit)
        field.setFocus()
        QTest.keyClicks(field, self._secret)
        field.selectAll()
        field.copy()

    def _press(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _at(self, state: State) -> Callable[[], bool]:
        return lambda: self._counter.session.state is state

    def _screen(self, kind: type[AnyScreen]) -> AnyScreen:
        shown = self._shell.screen_shown
        assert isinstance(shown, kind)
        return shown


def main() -> int:
    """Open the counter of the folder that is the first argument; the secret comes by the standard input.

    With "hands-in" as the second argument the person hands in.
    """
    folder, secret, hands_in = Path(sys.argv[1]), sys.stdin.readline().strip(), sys.argv[2:] == ["hands-in"]
    config = read_config(folder / "pishkhan.toml")
    following = ["kiosk", "--config", str(folder / "pishkhan.toml"), "--data", str(folder)]

    def attend(counter: Counter) -> Script:
        return Script(Person(counter, secret, hands_in=hands_in).steps())

    return run_counter(config, folder, following, attend=attend)


if __name__ == "__main__":
    sys.exit(main())

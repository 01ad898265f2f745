"""Typing without touching: the arrows of a keypad go from key to key, the field keeps the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import Shiboken

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.keyboard.key import KeyButton
    from kiosk.keyboard.keyboard import Keyboard

_LEVEL = 10  # pixels by which the keys of one row may stand higher or lower


class KeyWalk:
    """Which key of `keyboard` the arrows have come to, None while nobody walks there."""

    def __init__(self, keyboard: Keyboard) -> None:
        """Begin outside."""
        self._keyboard = keyboard
        self._here: KeyButton | None = None

    @property
    def here(self) -> KeyButton | None:
        """The key walked to; None as soon as its board is no longer shown."""
        here = self._here
        return here if here is not None and Shiboken.isValid(here) and here.isVisible() else None

    def begin(self, field: QWidget) -> bool:
        """Go to the first letter; False where `field` is not typed into, or in digits, which a keypad has itself."""
        letters = [key for key in self._keyboard.keys if isinstance(key.key.does, str) and key.key.does.isalpha()]
        if self._keyboard.isHidden() or self._keyboard.field is not field or not letters:
            return False
        self._go(letters[0])
        return True

    def step(self, across: int, down: int) -> bool:
        """Go to the next key to the right or below, with -1 to the left or above; False where there is none."""
        here = self.here
        ways = [] if here is None else [(_way(here, key, across, down), key) for key in self._keyboard.keys]
        ahead = [(way, key) for way, key in ways if way is not None]
        if not ahead:
            return False
        self._go(min(ahead, key=lambda found: found[0])[1])
        return True

    def press(self) -> None:
        """Press the key walked to; where it brings another board, begin there anew."""
        here = self.here
        if here is None:
            return
        here.click()
        if self._keyboard.isVisible() and not here.isVisible():
            self._go(self._keyboard.keys[0])

    def end(self) -> None:
        """Walk no more."""
        self._go(None)

    def _go(self, key: KeyButton | None) -> None:
        for each in (self.here, key):
            if each is not None:
                each.set_walked(each is key)
        self._here = key


def _way(here: KeyButton, key: KeyButton, across: int, down: int) -> tuple[int, int] | None:
    """How far `key` lies ahead of `here` and how far aside, None where it is not ahead."""
    to = key.geometry().center() - here.geometry().center()
    ahead, aside = (to.x() * across, to.y()) if across else (to.y() * down, to.x())
    if ahead <= _LEVEL or (across and abs(aside) > _LEVEL):
        return None
    return ahead, abs(aside)

"""What a key has changed: where the focus is now, the letter that was typed, the number that was stepped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from assets.texts import T
from kiosk.speech.reading import is_secret, read_widget, text_of
from kiosk.speech.wording import letter
from kiosk.widgets import ErrorSummary, Heading, MoreButton, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.speech.reading import Tongue, Utterances
    from kiosk.speech.utterance import Utterance

DELETED = T("Deleted")
SIGN = T("A sign")
PRESSED = T("Pressed")
GO_THERE = T("OK leads there.")
STEPS = T("Type it, or change it with the arrows up and down.")
_HIDDEN = "\0"


class Echo:
    """Remembers what was said of the widget with the focus, and says only what is new about it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._widget: QWidget | None = None
        self._told: Utterances = ()
        self._text: str | None = None

    def begin(self, widget: QWidget | None, tongue: Tongue) -> None:
        """A page was read as a whole, and `widget` has the focus there."""
        self._widget = widget
        self._told = _telling(widget, tongue) if widget is not None else ()
        self._text = _shape(widget)

    def changed(self, widget: QWidget | None, tongue: Tongue) -> Utterances:
        """Return what is new of `widget`, which has the focus now."""
        before, told, text = self._widget, self._told, self._text
        self.begin(widget, tongue)
        if widget is None:
            return ()
        if widget is not before:
            return (*read_widget(widget, tongue), *_opened(widget, tongue), *_ways(widget, tongue))
        typed = _typed(text, self._text, tongue)
        return typed or tuple(_pressed(widget, each) for each in self._told if each not in told)


def _telling(widget: QWidget, tongue: Tongue) -> Utterances:
    """All that a key may change: what the widget says, and what its control says beside it."""
    return (*read_widget(widget, tongue), *_opened(widget, tongue), *_beside(widget, tongue))


def _pressed(widget: QWidget, said: Utterance) -> Utterance:
    """Let others hear that a button was pressed, but not what has become of it."""
    return replace(said, instead=PRESSED) if said.personal and isinstance(widget, QAbstractButton) else said


def _opened(widget: QWidget, tongue: Tongue) -> Utterances:
    """The explanation that the button shows now."""
    if isinstance(widget, MoreButton) and widget.opened.isVisible():
        return read_widget(widget.opened, tongue)
    return ()


def _beside(widget: QWidget, tongue: Tongue) -> Utterances:
    """What stands in the control around `widget`: the number that its buttons step, the date in words."""
    around = widget.parentWidget()
    if not tongue.personal or around is None or isinstance(widget, Heading):
        return ()
    words = [each for each in around.findChildren(Words) if each.isVisible()]
    return tuple(said for each in words for said in read_widget(each, tongue) if said.personal)


def _ways(widget: QWidget, tongue: Tongue) -> Utterances:
    if isinstance(widget, ErrorSummary):
        return (tongue.utter(GO_THERE),)
    return (tongue.utter(STEPS),) if widget.property("steps") else ()


def _shape(widget: QWidget | None) -> str | None:
    """What stands in a field, one sign like another where it is hidden; None for what is no field."""
    if isinstance(widget, QLineEdit) and is_secret(widget):
        return _HIDDEN * len(widget.text())
    return text_of(widget) if widget is not None else None


def _typed(before: str | None, now: str | None, tongue: Tongue) -> Utterances:
    """Return the letter typed or deleted at the end, nothing when the text changed otherwise."""
    if before is None or now is None:
        return ()
    if len(now) == len(before) + 1 and now.startswith(before):
        return (_sign(now[-1], tongue),)
    if len(before) == len(now) + 1 and before.startswith(now):
        return (tongue.utter(DELETED), _sign(before[-1], tongue))
    return ()


def _sign(typed: str, tongue: Tongue) -> Utterance:
    """Return `typed` as it is said: that there was a key is always heard, which one it was is not."""
    if typed == _HIDDEN:
        return tongue.utter(SIGN)
    return tongue.utter(letter(typed), personal=True, instead=SIGN)

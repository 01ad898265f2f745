"""What an arrow of a keypad means to the widget that has the focus, and what lies beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kiosk.keymap import KeypadKey

_ALONG = frozenset({KeypadKey.LEFT, KeypadKey.RIGHT})


def needs(widget: QWidget, key: KeypadKey) -> bool:
    """Whether `widget` has a use of its own for an arrow: a text between its ends, a list, a slider, a spin box."""
    if isinstance(widget, QLineEdit):
        return not _at_end(widget, key) if key in _ALONG else bool(widget.property("steps"))
    if isinstance(widget, QAbstractSlider):
        return key in _ALONG
    if isinstance(widget, QAbstractItemView):
        return key not in _ALONG and _moves_in(widget, key)
    return isinstance(widget, QPlainTextEdit)  # it walks on from its first and last line by itself


def _at_end(field: QLineEdit, key: KeypadKey) -> bool:
    """Whether the cursor cannot go further; in a text that runs to the left, its end is at the left."""
    rtl = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    forward = key is (KeypadKey.LEFT if rtl else KeypadKey.RIGHT)
    return field.cursorPosition() == (len(field.text()) if forward else 0)


def _moves_in(view: QAbstractItemView, key: KeypadKey) -> bool:
    """Whether the list has a row left in the direction of `key`: beyond its ends one walks on."""
    model, row = view.model(), view.currentIndex().row()
    return row < model.rowCount() - 1 if key is KeypadKey.DOWN else row > 0


def beside(widget: QWidget | None, by: int) -> QAbstractButton | None:
    """Return the button beside `widget` in its group, of which Tab reaches the chosen one only; None at its ends."""
    if not isinstance(widget, QAbstractButton) or (group := widget.group()) is None:
        return None
    buttons = group.buttons()
    at = buttons.index(widget) + by
    return buttons[at] if 0 <= at < len(buttons) else None

"""One part of a date or a time: a number between two big buttons, typed or stepped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.identifiers import normalise_text
from kiosk.widgets import Button, Sayable, Words, said
from kiosk.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.theme import Look


class PartSpin(QWidget):
    """A number from `low` to `high`, or none yet. `changed` tells each new value, None when the field was emptied."""

    changed = Signal()

    def __init__(self, look: Look, words: Sayable, low: int, high: int, *, more: Sayable, less: Sayable) -> None:
        """`words` name the part; `more` and `less` are what its two buttons are called."""
        super().__init__()
        self.look, self._words = look, words
        self.low, self.high = low, high
        self.start: Callable[[], int] = lambda: low
        self.label = Words(look, words, "small")
        self.field = TextField(look)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.field.setMaxLength(len(str(high)))
        self.field.installEventFilter(self)
        self.field.setProperty("steps", 1)  # a keypad's arrows up and down are left to it
        self.more = Button(look, "", icon="bold/plus", name=more)
        self.less = Button(look, "", icon="bold/minus", name=less)
        for button, step in ((self.more, 1), (self.less, -1)):
            button.setAutoRepeat(True)
            button.setAutoRepeatDelay(500)
            button.setAutoRepeatInterval(90)
            button.clicked.connect(lambda _=False, step=step: self.step(step))
        self.field.textEdited.connect(self._typed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.less)
        row.addWidget(self.field, 1)
        row.addWidget(self.more)
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._around.setSpacing(2)
        self._around.addWidget(self.label)
        self._around.addLayout(row, 1)

    def set_stacked(self, stacked: bool) -> None:
        """Put the name beside the number, for parts that stand below each other."""
        way = QBoxLayout.Direction.LeftToRight if stacked else QBoxLayout.Direction.TopToBottom
        self._around.setDirection(way)
        self.label.setMinimumWidth(self.look.px(70) if stacked else 0)

    def show_in(self, language: str) -> None:
        """Name the field in `language`, and write its number as that language does."""
        self.field.setAccessibleName(said(self._words, language))
        self.show_value(self.value())

    def value(self) -> int | None:
        """The number, None when there is none or it is out of bounds."""
        typed = normalise_text(self.field.text())
        if not typed.isascii() or not typed.isdigit():
            return None
        return int(typed) if self.low <= int(typed) <= self.high else None

    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not self.field.text()

    def show_value(self, value: int | None) -> None:
        """Show `value` without telling it."""
        if value is not None:
            self.field.setText(self.look.digits(str(value)))

    def clear(self) -> None:
        """Show nothing."""
        self.field.clear()

    def step(self, by: int) -> None:
        """Go on by `by`, round at the ends; from nothing, begin where most answers are."""
        value = self.value()
        span = self.high - self.low + 1
        self.show_value(self.start() if value is None else self.low + (value - self.low + by) % span)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down step, as in every spin box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.step(step)
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self.field.rewrite(self.look.digits("".join(c for c in normalise_text(text) if c.isascii() and c.isdigit())))
        self.changed.emit()

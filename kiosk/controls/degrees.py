"""One coordinate: a field with its name, read in every way that degrees are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assets.texts import show_digits
from forms.identifiers import normalise_text
from kiosk.controls.written_number import number_of
from kiosk.widgets import Sayable, Words, said
from kiosk.widgets.fields import TextField

if TYPE_CHECKING:
    from decimal import Decimal

    from kiosk.theme import Look


class Degrees(QWidget):
    """Latitude or longitude."""

    def __init__(self, look: Look, words: Sayable, most: int) -> None:
        """Take from `-most` to `most` degrees; `words` name the field."""
        super().__init__()
        self.look, self._words, self._most = look, words, most
        self.label = Words(look, words, "small")
        self.field = TextField(look)
        digits = Qt.InputMethodHint.ImhFormattedNumbersOnly
        self.field.setInputMethodHints(digits | Qt.InputMethodHint.ImhPreferNumbers)  # south and west are negative
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setMaxLength(20)
        self.field.textEdited.connect(self._show_own_digits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(self.field)

    def show_in(self, language: str) -> None:
        """Name the field in `language`."""
        self.field.setAccessibleName(said(self._words, language))

    def text(self) -> str:
        """What was typed, as ASCII digits with a point."""
        typed = normalise_text(self.field.text()).strip().rstrip("°")
        return typed.replace("٫", ".").replace("/", ".").replace(",", ".").replace("−", "-")

    def degrees(self) -> Decimal | None:
        """The number, None when it is none or lies outside."""
        number = number_of(self.text())
        return number if number is not None and abs(number) <= self._most else None

    def show_value(self, value: str) -> None:
        """Show `value` with the digits of the language."""
        self.field.setText(self._as_read(value))

    def _as_read(self, value: str) -> str:
        shown = show_digits(value, self.look.language)
        return shown.replace(".", "٫") if shown != value else shown

    def _show_own_digits(self, text: str) -> None:
        self.field.rewrite(self._as_read(normalise_text(text)))

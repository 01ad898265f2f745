"""A field for a tracking code: typed in any digits it is shown in threes, as on the paper; a reader types it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt

from assets.texts import direction, show_digits
from forms.tracking import grouped, normalise
from kiosk.widgets.fields import TextField

if TYPE_CHECKING:
    from kiosk.theme import Look
    from kiosk.widgets.words import Sayable

_BESIDE = 52  # pixels: margin, border and padding of the style sheet, and the cursor
_LONGEST = 500  # a reader types the whole signed code of the paper


class CodeField(TextField):
    """Left to right in every language. `text` is as it is shown; `forms.tracking.normalise` reads it in any digits."""

    def __init__(self, look: Look, name: Sayable, *, placeholder: Sayable = "") -> None:
        """Be called `name`; `placeholder` stands in it while nothing is typed."""
        super().__init__(look, name, placeholder=placeholder)
        self.setMaxLength(_LONGEST)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._group)
        self.textChanged.connect(self._align)

    def show_in(self, language: str) -> None:
        """Show the code in the digits of `language`; it begins at the left whatever that is."""
        super().show_in(language)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._align()
        self._group(self.text())

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that what stands in the empty field is cut."""
        hint = super().minimumSizeHint()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(hint.width(), words + _BESIDE), hint.height())

    def _align(self) -> None:
        """A code begins at the left; words that wait for it begin where their language does."""
        begins_right = not self.text() and self.placeholderText() and direction(self.look.language) == "rtl"
        side = Qt.AlignmentFlag.AlignRight if begins_right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _group(self, text: str) -> None:
        digits = normalise(text)
        if not (digits.isascii() and digits.isdigit()):
            return
        shown = show_digits(grouped(digits), self.look.language)
        if shown != text:
            typed_before = len(normalise(text[: self.cursorPosition()]))
            self.setText(shown)
            self.setCursorPosition(len(show_digits(grouped(digits[:typed_before]), self.look.language)))

"""Numbers: whole or with decimals, typed in any digits, read in those of the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from assets.texts import show_digits
from forms.identifiers import normalise_text
from kiosk.controls.text import TextControl
from kiosk.controls.written_number import number_of

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.control import Surroundings

_INT_DIGITS = 9  # XForms `int` has 32 bits; JavaRosa clients take nine digits
_DECIMAL_CHARACTERS = 15
_GROUP_SEPARATORS = re.compile(r"[٬,\s]")


class NumberControl(TextControl):
    """A number. What is typed but is no number is told as it is: the form says what is wrong with it."""

    def __init__(self, surroundings: Surroundings, ref: str, *, decimals: bool = False, grouped: bool = False) -> None:
        """`grouped` sets a separator between thousands once the field is left."""
        super().__init__(surroundings, ref, digits=True)
        self._decimals, self._grouped = decimals, grouped
        self.field.setMaxLength(_DECIMAL_CHARACTERS + 5 if decimals else _INT_DIGITS + 5)
        digits = Qt.InputMethodHint.ImhFormattedNumbersOnly if decimals else Qt.InputMethodHint.ImhDigitsOnly
        self.field.setInputMethodHints(digits | Qt.InputMethodHint.ImhPreferNumbers)  # these may be less than nothing
        if grouped:
            self.field.editingFinished.connect(self._group)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored number."""
        super().show_node(state, language)
        if self._grouped and not self.field.hasFocus():
            self._group()

    def raw(self) -> str:
        """The number as XForms writes it: ASCII digits, a point before decimals, no separators."""
        typed = normalise_text(self.field.text()).replace("٫", ".").replace("/", "." if self._decimals else "/")
        return _GROUP_SEPARATORS.sub("", typed).replace("−", "-")

    def _group(self) -> None:
        number = number_of(self.raw())
        if number is not None:
            self.field.setText(self._as_read(f"{number:,f}"))

    def _as_read(self, value: str) -> str:
        shown = show_digits(value, self._language)
        return shown.replace(",", "٬").replace(".", "٫") if shown != value else shown

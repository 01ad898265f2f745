"""A barcode or QR code: read by a scanner that types it and sends Enter, or typed from below the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from assets.texts import T
from forms.identifiers import normalise_text
from kiosk.controls.text import TextControl
from kiosk.widgets import IconMark, Words

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.control import Surroundings


class BarcodeControl(TextControl):
    """One line, left to right. A scanner is a keyboard: what it types arrives even where nobody touched the field."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a code."""
        super().__init__(surroundings, ref)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.words = Words(self.look, T("Hold the code in front of the scanner, or type what stands below it."), "hint")
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(IconMark(self.look, "duotone/barcode", "muted", 56))
        told.addWidget(self.words, 1)
        self.column.insertLayout(0, told)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored code, left to right as codes run."""
        super().show_node(state, language)
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)

    def raw(self) -> str:
        """The code with ASCII digits: a scanner types through whatever keyboard layout the machine has."""
        return normalise_text(self.field.text().strip())

"""The field to search in: what is typed is told at once, and one button takes it all back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from assets.texts import T
from kiosk.widgets import Button, IconMark
from kiosk.widgets.fields import TextField

if TYPE_CHECKING:
    from kiosk.theme import Look

# What is touched beside the field leaves the focus there: else the keyboard goes at the press, the page moves, and
# the finger is lifted from something else.
NO_FOCUS_BY_TOUCH = Qt.FocusPolicy.TabFocus


class SearchBox(QWidget):
    """`asked` carries what stands in the field now, `entered` says that OK was pressed in it."""

    asked = Signal(str)
    entered = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self.field = TextField(look, T("Search in your own words"), placeholder=T("For example: my field has dried up"))
        self.clear = Button(look, "", icon="bold/x", name=T("Clear the search"))
        self.clear.setFocusPolicy(NO_FOCUS_BY_TOUCH)
        self.clear.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconMark(look, "duotone/magnifying-glass", "brand", 48))
        row.addWidget(self.field, 1)
        row.addWidget(self.clear)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(self._tell)
        self.field.returnPressed.connect(self.entered)
        self.clear.clicked.connect(self._clear)

    def _tell(self, words: str) -> None:
        self.clear.setVisible(bool(words))
        self.asked.emit(words)

    def _clear(self) -> None:
        self.field.clear()
        self.field.setFocus()

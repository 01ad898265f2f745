"""The receipt for a telephone: a big code of plain words that any telephone shows, with or without a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import Footer, Heading, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look

_SIDE = 400  # pixels at least: read from an arm's length


class PhoneScreen(Screen):
    """Shows the code; nothing is sent anywhere."""

    def __init__(self, look: Look, picture: bytes, words: str) -> None:
        """Show `picture`, a PNG of one pixel a module; `words` are what it says."""
        super().__init__(look)
        self._heading = Heading(look, T("Take the receipt with your telephone"))
        self.column.addWidget(self._heading)
        hint = T("Point the telephone's camera at the square: it shows the code and the dates. Keep what it shows.")
        self.column.addWidget(Words(look, hint))
        self.code = QLabel()
        pixels = QPixmap()
        pixels.loadFromData(picture)
        factor = max(1, -(-_SIDE // max(1, pixels.width())))  # whole pixels a module: a smoothed code is read worse
        side = pixels.width() * factor
        self.code.setPixmap(pixels.scaled(side, side, mode=Qt.TransformationMode.FastTransformation))
        self.code.setAccessibleName(words)
        self.column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Back to the receipt."""
        return Footer(back=T("Back to the code"), next=None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

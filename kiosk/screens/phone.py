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
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from assets.texts import InLanguage
    from kiosk.theme import Look

_SIDE = 400  # pixels at least: read from an arm's length


class PhoneScreen(Screen):
    """Shows the code; nothing is sent anywhere."""

    def __init__(self, look: Look, words: InLanguage, drawn: Callable[[str], bytes]) -> None:
        """Show `words` in the language of the page; `drawn` makes of them a PNG of one pixel a module."""
        super().__init__(look)
        self._heading = Heading(look, T("Take the receipt with your telephone"))
        self.column.addWidget(self._heading)
        hint = T("Point the telephone's camera at the square: it shows the code and the dates. Keep what it shows.")
        self.column.addWidget(Words(look, hint))
        self._words, self._drawn = words, drawn
        self.code = QLabel()
        self.column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Back to the receipt."""
        return Footer(back=T("Back to the code"), next=None)

    def show_in(self, language: str) -> None:
        """Say everything in `language`, the code too."""
        super().show_in(language)
        words = self._words(language)
        pixels = QPixmap()
        pixels.loadFromData(self._drawn(words))
        factor = max(1, -(-_SIDE // max(1, pixels.width())))  # whole pixels a module: a smoothed code is read worse
        side = pixels.width() * factor
        self.code.setPixmap(pixels.scaled(side, side, mode=Qt.TransformationMode.FastTransformation))
        self.code.setAccessibleName(words)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

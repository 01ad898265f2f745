"""The bar on top of every page: whose counter this is, and the tools that change how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T, Text
from kiosk.widgets import painting
from kiosk.widgets.button import ToolButton
from kiosk.widgets.words import Sayable, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kiosk.theme import Look


class IconMark(QWidget):
    """An icon that stands beside words that say the same; it has no name of its own."""

    def __init__(self, look: Look, icon: str, role: str, size: int, *, in_frame: bool = False) -> None:
        """Show the icon `style/name` in the colour of `role`, `size` pixels at normal text."""
        super().__init__()
        self.look = look
        self._icon, self._role, self._size, self._in_frame = icon, role, size, in_frame

    def set_icon(self, icon: str, role: str) -> None:
        """Show another icon, in another colour."""
        self._icon, self._role = icon, role
        self.update()

    def sizeHint(self) -> QSize:
        """The icon's square."""
        side = self.look.frame_px(self._size) if self._in_frame else self.look.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the middle."""
        side = float(self.sizeHint().width())
        middle = QRectF(self.rect()).center()
        painter = painting.begin(self)
        square = QRectF(round(middle.x() - side / 2), round(middle.y() - side / 2), side, side)
        painting.icon(painter, self, self.look, self._icon, self._role, square)
        painter.end()


class HeaderBar(QFrame):
    """Name of the counter and its office; tools for text size, colours, language, and the way out."""

    def __init__(self, look: Look, office: Sayable) -> None:
        """Lay out the bar for `office`."""
        super().__init__()
        self.setProperty("kind", "header")
        self.look = look
        self.brand = Words(look, T("Services counter"), "brand")
        self.office = Words(look, office, "office")
        self.text_size = ToolButton(look, T("Text size"), icon="regular/text-aa")
        self.colours = ToolButton(look, T("Colours"), icon="regular/circle-half")
        self.aloud = ToolButton(look, T("Read aloud"), icon="regular/speaker-high")
        self.language = ToolButton(look, T("Language"), icon="regular/translate")
        self.end = ToolButton(look, T("End"), icon="regular/sign-out")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(IconMark(look, "duotone/house-line", "on_header", 44, in_frame=True))
        row.addSpacing(4)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        for words in (self.brand, self.office):
            words.setWordWrap(False)
            names.addWidget(words)
        names.addStretch(1)
        row.addLayout(names)
        row.addStretch(1)
        for tool in self.tools():
            row.addWidget(tool)

    def show_hearing(self, words: Text, icon: str) -> None:
        """Say on the tool for the ear what it does now."""
        self.aloud.set_words(words)
        self.aloud.set_icon(icon)

    def tools(self) -> tuple[ToolButton, ...]:
        """The tools in reading order."""
        return self.aloud, self.text_size, self.colours, self.language, self.end

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and under it the house's band: a row of small tiles, as on a threshold."""
        super().paintEvent(event)
        painter = painting.begin(self)
        painter.setPen(self.look.colour("header_line"))
        painter.setBrush(self.look.colour("header_line"))
        bottom = self.height() - 1
        painter.drawRect(QRectF(0, bottom - 1, self.width(), 2))
        painter.end()

"""A receipt slip as a sketch, with the code on it marked: where to look, without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from kiosk.theme import Look

_WIDTH, _HEIGHT = 250, 214  # pixels at normal text size
_LINES = ((0.62, 0.56), (0.72, 0.48), (0.82, 0.52), (0.92, 0.36))  # where they stand, how long: parts of the paper
_CODE = "\u2066123 456 …\u2069"  # left to right, as codes are everywhere


class PaperSketch(QWidget):
    """Has no name of its own: it stands beside words that say the same."""

    def __init__(self, look: Look) -> None:
        """Grow a little with the words."""
        super().__init__()
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The paper with some air around it."""
        return QSize(self.look.frame_px(_WIDTH), self.look.frame_px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper, what is written on it as bars, and the code as what it is."""
        painter = painting.begin(self)
        paper = QRectF(self.rect()).adjusted(5, 1, -5, -1)
        painting.box(painter, self.look, paper, "surface", "line", 2, 8)
        inner = paper.adjusted(14, 14, -14, -10)
        self._bar(painter, inner, 0.0, 0.34)
        code = QRectF(inner.left(), inner.top() + inner.height() * 0.13, inner.width(), inner.height() * 0.34)
        painting.box(painter, self.look, code, "brand_soft", "brand", 4, 8)
        font = self.look.font(self.look.frame_px(30), QFont.Weight.Bold)
        painting.text(painter, self.look, code, "centre", self.look.digits(_CODE), font, "brand")
        for top, width in _LINES:
            self._bar(painter, inner, top, width)
        side = inner.height() * 0.34
        left = inner.left() if self._rtl() else inner.right() - side
        square = QRectF(left, inner.top() + inner.height() * 0.6, side, side).toRect().toRectF()
        painting.icon(painter, self, self.look, "duotone/qr-code", "muted", square)
        painter.end()

    def _bar(self, painter: QPainter, inner: QRectF, top: float, width: float) -> None:
        """A line of writing, where reading begins."""
        long = inner.width() * width
        left = inner.right() - long if self._rtl() else inner.left()
        bar = QRectF(left, inner.top() + inner.height() * top, long, 6)
        painting.box(painter, self.look, bar, "hair", "hair", 0, 3)

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

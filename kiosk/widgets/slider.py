"""A slider painted large enough for a thumb; a real QSlider, moved by arrows too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSlider

from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from kiosk.theme import Look

_KNOB = 44


class Slider(QSlider):
    """Runs from where reading begins; pressed anywhere, it goes there."""

    def __init__(self, look: Look) -> None:
        """Lie flat."""
        super().__init__(Qt.Orientation.Horizontal)
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As high as a target."""
        return QSize(300, 64)

    def minimumSizeHint(self) -> QSize:
        """As high as a target."""
        return QSize(160, 64)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin at once where it was pressed."""
        self.setSliderDown(True)
        self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger."""
        self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where it was left."""
        self._go_to(event.position().x())
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove, its filled part, and the knob."""
        painter = painting.begin(self)
        room = self._room()
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        at = room.right() - share * room.width() if self._rtl() else room.left() + share * room.width()
        groove = QRectF(room.left(), room.center().y() - 7, room.width(), 14)
        painting.box(painter, self.look, groove, "surface", "line", 2, 7)
        left = at if self._rtl() else groove.left()
        right = groove.right() if self._rtl() else at
        painting.box(painter, self.look, QRectF(left, groove.top(), right - left, 14), "brand", "brand", 0, 7)
        knob = QRectF(at - _KNOB / 2, room.center().y() - _KNOB / 2, _KNOB, _KNOB)
        if self.hasFocus():
            painting.focus_ring(painter, self.look, knob.adjusted(-RING, -RING, RING, RING), _KNOB / 2)
        painting.box(painter, self.look, knob, "surface", "brand", 5, _KNOB / 2)
        painter.end()

    def _go_to(self, x: float) -> None:
        room = self._room()
        share = min(1.0, max(0.0, (x - room.left()) / max(1.0, room.width())))
        share = 1 - share if self._rtl() else share
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))

    def _room(self) -> QRectF:
        side = _KNOB / 2 + RING
        return QRectF(self.rect()).adjusted(side, 0, -side, 0)

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

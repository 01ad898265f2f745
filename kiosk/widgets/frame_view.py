"""Moving pictures, painted frame by frame: from a camera or from a film, on every machine without a graphics card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from kiosk.theme import Look

_HEIGHT, _LOW = 220, 160  # pixels that it asks for; low where large text takes the room
_LARGE = 1.5  # text size


class FrameView(QWidget):
    """Shows one frame after the other, each as large as fits; they are in memory only."""

    def __init__(self, look: Look) -> None:
        """Begin dark."""
        super().__init__()
        self.look = look
        self._frame = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_frame(self, frame: QImage) -> None:
        """Show `frame`; an empty one shows nothing."""
        self._frame = frame
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(480, _HEIGHT if self.look.scale < _LARGE else _LOW)

    def minimumSizeHint(self) -> QSize:
        """Large enough to see what it is."""
        return QSize(240, _LOW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame in its box, and what lies over it."""
        painter = painting.begin(self)
        rect = QRectF(self.rect()).adjusted(RING, 0, -RING, 0)  # as wide as the buttons are painted
        painting.box(painter, self.look, rect, "sunken", "line", 2, 14)
        if not self._frame.isNull():
            size = self._frame.size().scaled(rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            seen = QRectF(0, 0, size.width(), size.height())
            seen.moveCenter(rect.center())
            painter.drawImage(seen, self._frame)
            self.paint_over(painter, seen)
        painter.end()

    def paint_over(self, painter: QPainter, seen: QRectF) -> None:
        """Paint over the frame, which fills `seen`."""

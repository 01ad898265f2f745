"""Time that runs out, as a ring that grows shorter round a picture: seen by who does not read numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from kiosk.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kiosk.theme import Look

_TOP, _WHOLE = 90 * 16, 360 * 16  # sixteenths of a degree, as Qt counts them
_BROAD = 12  # pixels


class Countdown(QWidget):
    """Has no name of its own: the seconds stand below it in words."""

    def __init__(self, look: Look, icon: str, size: int, seconds: int) -> None:
        """Begin full, at `seconds`, `size` pixels wide at normal text."""
        super().__init__()
        self.look = look
        self._icon, self._size, self._of, self._left = icon, size, max(seconds, 1), seconds

    def count(self, seconds: int) -> None:
        """Show the `seconds` that are left."""
        self._left = seconds
        self.update()

    def sizeHint(self) -> QSize:
        """The ring's square."""
        side = self.look.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, and what is left of it over it."""
        side = float(self.sizeHint().width())
        middle = QRectF(self.rect()).center()
        ring = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        ring.adjust(_BROAD / 2, _BROAD / 2, -_BROAD / 2, -_BROAD / 2)
        painter = painting.begin(self)
        painter.setPen(QPen(self.look.colour("hair"), _BROAD))
        painter.drawEllipse(ring)
        painter.setPen(QPen(self.look.colour("warn"), _BROAD, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(ring, _TOP, round(_WHOLE * self._left / self._of))
        less = side * 0.24
        inside = ring.adjusted(less, less, -less, -less).toRect().toRectF()
        painting.icon(painter, self, self.look, self._icon, "warn", inside)
        painter.end()

"""A star of a rating: a real radio button that paints itself, filled up to the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtWidgets import QRadioButton, QSizePolicy

from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from kiosk.theme import Look

_SIDE = 64


class Star(QRadioButton):
    """One step of a rating. `filled` is how it looks, checked is which step was chosen."""

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self.look = look
        self._filled = self._wrong = False
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_filled(self, filled: bool) -> None:
        """Look filled or empty."""
        self._filled = filled
        self.update()

    def set_wrong(self, wrong: bool) -> None:
        """Look like part of an answer that is not right."""
        self._wrong = wrong
        self.update()

    def sizeHint(self) -> QSize:
        """As large as a target."""
        return QSize(_SIDE, self.look.px(_SIDE) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """Never smaller than a target."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The whole square is the target."""
        return self.rect().contains(position)

    def nextCheckState(self) -> None:
        """Pressed again, it stays chosen."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """OK on a keypad is Return: it chooses, once."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint focus ring, ground and star."""
        painter = painting.begin(self)
        whole = QRectF(self.rect())
        if self.hasFocus():
            painting.focus_ring(painter, self.look, whole, 12)
        border, ground = "error" if self._wrong else "line", whole.adjusted(RING, RING, -RING, -RING)
        painting.box(painter, self.look, ground, "brand_soft" if self._filled else "surface", border, 2, 12)
        side = float(round(min(ground.width(), ground.height()) * 0.7))
        square = QRectF(round(whole.center().x() - side / 2), round(whole.center().y() - side / 2), side, side)
        name, role = ("fill/star", "brand") if self._filled else ("regular/star", "ink")
        painting.icon(painter, self, self.look, name, role if self.isEnabled() else "quiet", square)
        painter.end()

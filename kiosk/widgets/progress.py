"""How far the citizen is: a real progress bar, painted as one segment a question while they can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from assets.texts import T
from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from assets.texts import Text
    from kiosk.theme import Look

_COUNTABLE = 14  # more segments than this are no longer counted at a glance: one bar then


class Steps(QProgressBar):
    """Progress by questions; filled where reading begins."""

    def __init__(self, look: Look) -> None:
        """Begin at nothing."""
        super().__init__()
        self.look = look
        self._counted = True
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, step: int, of: int) -> None:
        """Show question `step`, counted from 1, `of` as many as are known now."""
        self.setRange(0, max(of, 1))
        self.setValue(step)
        self._counted = True
        self.setAccessibleName(self.look.say(T("Question {step} of {total}", step=step, total=of)))

    def show_share(self, done: int, of: int, words: Text) -> None:
        """Show how much is `done` of a whole that is not counted in steps; `words` say it."""
        self.setRange(0, max(of, 1))
        self.setValue(min(done, of))
        self._counted = False
        self.setAccessibleName(self.look.say(words))

    def sizeHint(self) -> QSize:
        """A thin band."""
        return QSize(200, self.look.frame_px(12))

    def minimumSizeHint(self) -> QSize:
        """A thin band."""
        return QSize(60, self.look.frame_px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the segments, or one bar."""
        painter = painting.begin(self)
        segments = self.maximum() if self._counted and self.maximum() <= _COUNTABLE else 1
        gap = 6.0
        width = (self.width() - 2 * RING - gap * (segments - 1)) / segments
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index in range(segments):
            place = segments - 1 - index if rtl else index
            rect = QRectF(RING + place * (width + gap), 0, width, self.height())
            share = self.value() / self.maximum() if segments == 1 else float(index < self.value())
            painting.box(painter, self.look, rect, "surface", "line", 2, rect.height() / 2)
            filled = rect.width() * share
            if filled:
                left = rect.right() - filled if rtl else rect.left()
                done = QRectF(left, rect.top(), filled, rect.height())
                painting.box(painter, self.look, done, "brand", "brand", 0, rect.height() / 2)
        painter.end()

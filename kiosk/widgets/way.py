"""How far an application has come, as stations on a way: seen without reading."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assets.texts import T, say
from kiosk.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from assets.texts import Text
    from kiosk.theme import Look

_GAP = 6  # pixels between a station and its words


@dataclass(frozen=True, slots=True)
class Station:
    """A place on the way: its icon, and a word or two."""

    icon: str
    words: Text


class Way(QWidget):
    """Stations beside each other; those passed are ticked, the one reached is in the colour of `role`."""

    def __init__(self, look: Look, stations: tuple[Station, ...], at: int, role: str) -> None:
        """Show that station `at`, counted from 0, is reached."""
        super().__init__()
        self.look = look
        self._stations, self._at, self._role = stations, at, role
        self._words: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_in(look.language)

    def show_in(self, language: str) -> None:
        """Say the words in `language`."""
        self._words = tuple(say(station.words, language) for station in self._stations)
        reached = self._stations[self._at].words
        step = T("Step {step} of {total}: {where}", step=self._at + 1, total=len(self._words), where=reached)
        self.setAccessibleName(say(step, language))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the circles and the longest words below them."""
        return QSize(self.look.px(520), self.heightForWidth(self.look.px(520)))

    def hasHeightForWidth(self) -> bool:
        """The words may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at `width`."""
        room = width // max(1, len(self._words))
        words = max((painting.text_height(self._font(), each, room) for each in self._words), default=0)
        return self._side() + _GAP + words

    def minimumSizeHint(self) -> QSize:
        """So wide that no word is cut."""
        widest = max((painting.widest_word(self._font(), each) for each in self._words), default=0)
        return QSize(widest * len(self._words), self._side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the way, then its stations."""
        painter = painting.begin(self)
        side, column = float(self._side()), self.width() / len(self._words)
        middles = [self._middle(number, column) for number in range(len(self._words))]
        for number, (here, there) in enumerate(pairwise(middles)):
            painter.setPen(QPen(self.look.colour("brand" if number < self._at else "line"), 4))
            painter.drawLine(QPointF(here, side / 2), QPointF(there, side / 2))
        for number, middle in enumerate(middles):
            self._paint_station(painter, number, QRectF(middle - side / 2, 0, side, side))
            below = QRectF(middle - column / 2, side + _GAP, column, self.height() - side - _GAP)
            role = "ink" if number <= self._at else "muted"
            words = self._words[number]
            painting.text(painter, self.look, below, "centre", words, self._font(bold=number == self._at), role)
        painter.end()

    def _paint_station(self, painter: QPainter, number: int, circle: QRectF) -> None:
        passed, reached = number < self._at, number == self._at
        fill, border = ("brand", "brand") if passed else ("surface", self._role if reached else "line")
        painting.box(painter, self.look, circle, fill, border, 4 if reached else 2, circle.width() / 2)
        less = circle.width() * 0.22
        square = circle.adjusted(less, less, -less, -less).toRect().toRectF()
        name = "bold/check" if passed else self._stations[number].icon
        role = "on_brand" if passed else self._role if reached else "muted"
        painting.icon(painter, self, self.look, name, role, square)

    def _middle(self, number: int, column: float) -> float:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        place = len(self._words) - 1 - number if rtl else number
        return column * (place + 0.5)

    def _side(self) -> int:
        return self.look.px(56)

    def _font(self, *, bold: bool = True) -> QFont:
        return self.look.font(self.look.px(17), QFont.Weight.Bold if bold else QFont.Weight.Normal)

"""A picture whose parts can be pressed: an SVG, its parts known by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from kiosk.theme import Look

_MARK, _BADGE = 40, 32  # pixels
_MOST_KEYS = 9
_TOLERANCE = 28  # pixels around a finger's touch in which the nearest part is meant


class RegionMap(QWidget):
    """Shows the picture and which of its parts are chosen. `pressed` carries the id of a part.

    It takes no focus and has no part that only it can reach: the same choices stand beside it as buttons.
    """

    pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        """Begin without a picture."""
        super().__init__()
        self.look = look
        self._svg = QSvgRenderer()
        self._numbers: dict[str, int] = {}  # of the parts, by id: the number keys that choose them
        self._shapes: dict[str, QImage] = {}  # each part alone, as large as the picture is shown
        self._chosen: frozenset[str] = frozenset()
        self._held = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, data: bytes, ids: Sequence[str]) -> bool:
        """Show the SVG `data`, whose parts with `ids` can be pressed; False when it shows none of them."""
        self._svg.load(QByteArray(data))
        self._svg.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        valid = self._svg.isValid()
        self._numbers = {each: at for at, each in enumerate(ids, 1) if valid and self._svg.elementExists(each)}
        self._shapes.clear()
        self.update()
        return bool(self._numbers)

    def choose(self, chosen: frozenset[str]) -> None:
        """Mark the parts `chosen`."""
        self._chosen = chosen
        self.update()

    def region_at(self, at: QPointF) -> str:
        """Return the id of the part at `at`, or of the nearest one that a finger may have meant; "" for none."""
        for reach in range(0, _TOLERANCE + 1, 4):
            for x, y in ((0, 0), (-reach, 0), (reach, 0), (0, -reach), (0, reach)):
                found = self._exactly_at(at + QPointF(x, y))
                if found:
                    return found
        return ""

    def sizeHint(self) -> QSize:
        """Large enough to tell the parts from each other."""
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        """Large enough for a finger."""
        return QSize(280, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts have another size."""
        super().resizeEvent(event)
        self._shapes.clear()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A part is pressed; it acts on release."""
        self._held = self.region_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the part that is let go of where it was pressed."""
        held, self._held = self._held, ""
        if held and held == self.region_at(event.position()):
            self.pressed.emit(held)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and over it what is chosen: tinted and ticked, for who sees no colours."""
        painter = painting.begin(self)
        if self._svg.isValid():
            self._svg.render(painter, self._shown())
            for each, number in self._numbers.items():
                if each in self._chosen:
                    self._paint_chosen(painter, each)
                elif number <= _MOST_KEYS:
                    self._paint_number(painter, each, number)
        painter.end()

    def _paint_chosen(self, painter: QPainter, each: str) -> None:
        tint = self._shape(each).copy()
        over = QPainter(tint)
        over.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        over.fillRect(tint.rect(), self.look.colour("brand"))
        over.end()
        painter.setOpacity(0.75)
        painter.drawImage(0, 0, tint)
        painter.setOpacity(1)
        middle = self._middle(each)
        square = QRectF(middle.x() - _MARK / 2, middle.y() - _MARK / 2, _MARK, _MARK)
        painting.box(painter, self.look, square, "surface", "brand", 0, _MARK / 2)
        dpr = self.devicePixelRatioF()
        painting.keyed_icon(painter, self.look, "fill/check-circle", "brand", square, dpr)

    def _paint_number(self, painter: QPainter, each: str, number: int) -> None:
        middle = self._middle(each)
        square = QRectF(middle.x() - _BADGE / 2, middle.y() - _BADGE / 2, _BADGE, _BADGE)
        painting.box(painter, self.look, square, "surface", "line", 2, 7)
        painting.text(painter, self.look, square, "centre", self.look.digits(str(number)), self.look.font(19), "ink")

    def _exactly_at(self, at: QPointF) -> str:
        parts = reversed(self._numbers)  # what is painted last lies on top
        return next((each for each in parts if _covers(self._shape(each), at)), "")

    def _shape(self, each: str) -> QImage:
        if each not in self._shapes:
            shape = QImage(self.size(), QImage.Format.Format_ARGB32_Premultiplied)
            shape.fill(Qt.GlobalColor.transparent)
            painter = QPainter(shape)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._svg.render(painter, each, self._place(each))
            painter.end()
            self._shapes[each] = shape
        return self._shapes[each]

    def _middle(self, each: str) -> QPointF:
        """A spot inside a part: its middle, or what is nearest to it where that lies outside, as in a crescent."""
        place, shape = self._place(each), self._shape(each)
        middle = place.center()
        steps = [(across / 8, down / 8) for across in range(1, 8) for down in range(1, 8)]
        spots = [QPointF(place.left() + x * place.width(), place.top() + y * place.height()) for x, y in steps]
        inside = [spot for spot in [middle, *spots] if _covers(shape, spot)]
        return min(inside, key=lambda spot: (spot - middle).manhattanLength(), default=middle)

    def _shown(self) -> QRectF:
        """Where the picture lies in the widget: as large as fits, in the middle."""
        size = self._svg.viewBoxF().size().scaled(QRectF(self.rect()).size(), Qt.AspectRatioMode.KeepAspectRatio)
        shown = QRectF(QPointF(0, 0), size)
        shown.moveCenter(QRectF(self.rect()).center())
        return shown

    def _place(self, each: str) -> QRectF:
        """Where a part lies in the widget."""
        shown, whole = self._shown(), self._svg.viewBoxF()
        part = self._svg.transformForElement(each).mapRect(self._svg.boundsOnElement(each))
        scale = shown.width() / whole.width() if whole.width() else 1.0
        left = shown.left() + (part.left() - whole.left()) * scale
        return QRectF(
            left, shown.top() + (part.top() - whole.top()) * scale, part.width() * scale, part.height() * scale
        )


def _covers(shape: QImage, at: QPointF) -> bool:
    point = at.toPoint()
    return shape.valid(point) and shape.pixelColor(point).alpha() > 0

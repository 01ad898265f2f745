"""The map as it is seen: tiles, what was marked, and a pin that stays in the middle while the map moves below it."""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assets.texts import T, by_itself
from kiosk.map.mercator import TILE, Place, Spot, place_at, spot_of
from kiosk.map.words import place_words
from kiosk.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from kiosk.map.tiles import MapFile
    from kiosk.theme import Look

_CLOSER = 2  # levels beyond the last that the file has: its pictures are shown larger
_KEPT = 96  # tiles kept ready to be painted, 256 kB each
_PIN = 56  # pixels


class MapView(QWidget):
    """Shows a map, moved and zoomed by its owner and by dragging. `moved` tells that the pin is elsewhere now."""

    moved = Signal()

    def __init__(self, look: Look, file: MapFile) -> None:
        """Begin where the map begins."""
        super().__init__()
        self.look = look
        self._file = file
        self._zoom = file.start_zoom
        self._middle = spot_of(file.start, self._zoom)
        self._marks: tuple[Place, ...] = ()
        self._closed = False
        self._held: QPointF | None = None
        self._picture = lru_cache(maxsize=_KEPT)(self._read)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._name()

    @property
    def place(self) -> Place:
        """The place below the pin."""
        return place_at(self._middle, self._zoom)

    @property
    def zoom(self) -> int:
        """How close the map is, as tile maps count it."""
        return self._zoom

    def can_zoom(self, by: int) -> bool:
        """Whether the map can be `by` levels closer."""
        return self._file.least_zoom <= self._zoom + by <= self._file.most_zoom + _CLOSER

    def zoom_by(self, levels: int) -> None:
        """Come closer, or go away; the pin stays where it is."""
        if self.can_zoom(levels):
            place = self.place
            self._zoom += levels
            self._go_to(spot_of(place, self._zoom))

    def pan(self, right: float, down: float) -> None:
        """Move the pin by these shares of what is seen."""
        step = min(self.width(), self.height())
        self._go_to(Spot(self._middle.x + right * step, self._middle.y + down * step))
        self.moved.emit()

    def show_place(self, place: Place) -> None:
        """Put the pin at `place`."""
        self._go_to(spot_of(place, self._zoom))

    def show_marks(self, marks: Sequence[Place], *, closed: bool) -> None:
        """Show the points of a line, or of an area when `closed`."""
        self._marks, self._closed = tuple(marks), closed
        self.update()

    def show_in(self, language: str) -> None:
        """Say in `language` where the pin is."""
        del language  # the look has it
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(480, 240)

    def minimumSizeHint(self) -> QSize:
        """Large enough to find one's way."""
        return QSize(280, 220)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map with the finger."""
        if self._held is not None:
            by = event.position() - self._held
            self._held = event.position()
            self._go_to(Spot(self._middle.x - by.x(), self._middle.y - by.y()))
            self.moved.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the map."""
        self._held = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint tiles, marks, pin and whose map it is."""
        painter = painting.begin(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self.look.colour("sunken"))
        for column, row, corner in self._seen():
            self._paint_tile(painter, column, row, corner)
        self._paint_marks(painter)
        painting.keyed_icon(painter, self.look, "fill/map-pin", "error", self._pin_rect(), dpr=self.devicePixelRatioF())
        self._paint_attribution(painter)
        painter.setPen(QPen(self.look.colour("line"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _go_to(self, spot: Spot) -> None:
        place = self._file.bounds.nearest(place_at(spot, self._zoom))
        self._middle = spot_of(place, self._zoom)
        self._name()
        self.update()

    def _name(self) -> None:
        where = place_words(self.place, self.look.language)
        self.setAccessibleName(self.look.say(T("Map. The pin is at {place}.", place=where)))

    def _corner(self) -> Spot:
        """The world's pixel in the upper left corner."""
        return Spot(self._middle.x - self.width() / 2, self._middle.y - self.height() / 2)

    def _seen(self) -> Iterator[tuple[int, int, QPointF]]:
        """Yield column and row of each tile that is seen, and where it lies in the widget."""
        corner = self._corner()
        world = 2**self._zoom
        columns = range(floor(corner.x / TILE), floor((corner.x + self.width()) / TILE) + 1)
        rows = range(floor(corner.y / TILE), floor((corner.y + self.height()) / TILE) + 1)
        for row in (row for row in rows if 0 <= row < world):
            for column in (column for column in columns if 0 <= column < world):
                yield column, row, QPointF(column * TILE - corner.x, row * TILE - corner.y)

    def _paint_tile(self, painter: QPainter, column: int, row: int, corner: QPointF) -> None:
        """Paint a tile, or the part of a farther one where the map has none so close."""
        for up in range(self._zoom - self._file.least_zoom + 1):
            picture = self._picture(self._zoom - up, column >> up, row >> up)
            if picture.isNull():
                continue
            share = picture.width() / 2**up
            part = QRectF((column % 2**up) * share, (row % 2**up) * share, share, share)
            painter.drawPixmap(QRectF(corner, QRectF(0, 0, TILE, TILE).size()), picture, part)
            return

    def _read(self, zoom: int, column: int, row: int) -> QPixmap:
        picture = QPixmap()
        if zoom <= self._file.most_zoom:
            data = self._file.tile(zoom, column, row)
            if data is not None:
                picture.loadFromData(data)
        return picture

    def _paint_marks(self, painter: QPainter) -> None:
        if not self._marks:
            return
        corner = self._corner()
        spots = [spot_of(place, self._zoom) for place in self._marks]
        line = QPolygonF([QPointF(spot.x - corner.x, spot.y - corner.y) for spot in spots])
        if self._closed and len(spots) > 2:
            soft = self.look.colour("brand")
            soft.setAlphaF(0.25)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawPolygon(line)
            line.append(line.at(0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for role, width in (("focus_ink", 7), ("focus", 3)):  # dark around light: seen on any map
            painter.setPen(QPen(self.look.colour(role), width, j=Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(line)
        for number in range(len(spots)):
            at = line.at(number)
            painting.box(painter, self.look, QRectF(at.x() - 9, at.y() - 9, 18, 18), "focus", "focus_ink", 3, 9)

    def _pin_rect(self) -> QRectF:
        """The pin's point is the middle."""
        return QRectF(self.width() / 2 - _PIN / 2, self.height() / 2 - _PIN * 0.91, _PIN, _PIN)

    def _paint_attribution(self, painter: QPainter) -> None:
        if not self._file.attribution:
            return
        words = by_itself(self._file.attribution)
        font = self.look.font(13)
        width = painting.text_width(font, words) + 12
        rect = QRectF(self.width() - width, self.height() - 24, width, 24)
        painter.fillRect(rect, self.look.colour("surface"))
        painting.text(painter, self.look, rect, "centre", words, font, "ink")

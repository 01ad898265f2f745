"""Lays tiles out in as many columns as their words allow, filled in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kiosk.theme import Look
    from kiosk.widgets.tile import Tile

GAP = 8
_TALLEST = 340


class TileGrid(QWidget):
    """Tiles in rows of equal columns. With pictures they stand in columns while they fit, else in rows."""

    def __init__(
        self,
        look: Look,
        tiles: tuple[Tile, ...],
        *,
        most_columns: int = 5,
        compact: bool = False,
        one_row: bool = False,
        wrapped: bool = False,
    ) -> None:
        """Lay out `tiles` in at most `most_columns` columns.

        `compact` keeps pictures beside the words. `one_row` is for a scale: all beside each other, else all below.
        `wrapped` breaks lines rather than rows.
        """
        super().__init__()
        self._one_row, self._wrapped = one_row, wrapped
        self.look, self.tiles, self._compact = look, tiles, compact
        self._most = most_columns
        self._take(tiles)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tiles(self, tiles: tuple[Tile, ...], *, compact: bool = False) -> None:
        """Show `tiles` in place of those before, which are deleted; `compact` as when made."""
        self._compact = compact
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = tiles
        self._take(tiles)
        for tile in tiles:
            tile.show()
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        """More width means fewer rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at `width`."""
        columns = self._shaped_columns(width)
        heights = self._row_heights(width, columns)
        return sum(heights) + GAP * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        width = self.width() or 600
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One column at its narrowest."""
        return QSize(max((tile.minimumSizeHint().width() for tile in self.tiles), default=0), self.look.px(64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the tiles anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Place the tiles anew when text size or direction changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place()

    def event(self, event: QEvent) -> bool:
        """Place the tiles anew when one of them needs another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _take(self, tiles: tuple[Tile, ...]) -> None:
        self._pictured = all(tile.face.icon or tile.face.picture for tile in tiles) and bool(tiles)
        for tile in tiles:
            tile.setParent(self)

    def _place(self) -> None:
        columns = self._shaped_columns(self.width())
        heights = self._row_heights(self.width(), columns)
        spare = self.height() - sum(heights) - GAP * max(0, len(heights) - 1)
        grown = 0
        if heights and self.tiles[0].painter.shape == "column" and not self._one_row:
            grown = max(0, min(spare // len(heights), _TALLEST - max(heights)))
            heights = [height + grown for height in heights]
        across = _column_width(self.width(), columns)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = 0
        for row, height in enumerate(heights):
            for column, tile in enumerate(self.tiles[row * columns : (row + 1) * columns]):
                tile.painter.natural_height = heights[row] - grown
                left = column * (across + GAP)
                tile.setGeometry(QRect(self.width() - left - across if rtl else left, top, across, height))
            top += height + GAP

    def _shaped_columns(self, width: int) -> int:
        """The number of columns that fit into `width`; gives the tiles the shape that goes with it."""
        if self._one_row:
            return self._all_or_one(width)
        if self._compact:
            self._shape("row")
            return self._fitting(width, self._most)
        if self._pictured and self.look.scale <= 1.25:
            self._shape("column")
            columns = self._fitting(width, self._most)
            if columns >= min(3, len(self.tiles)):
                return columns
        self._shape("row")
        return self._fitting(width, 2) if len(self.tiles) > 3 and self._most > 1 else 1

    def _all_or_one(self, width: int) -> int:
        """One row of all tiles if no word is cut in it: a scale broken over rows is no scale."""
        self._shape("column")
        widest = max((tile.painter.width_needed() for tile in self.tiles), default=1)
        if self.tiles and widest <= _column_width(width, len(self.tiles)):
            return len(self.tiles)
        self._shape("row")
        return 1

    def _shape(self, shape: str) -> None:
        for tile in self.tiles:
            if tile.painter.shape != shape:
                tile.set_shape("column" if shape == "column" else "row")

    def _fitting(self, width: int, most: int) -> int:
        painters = [tile.painter for tile in self.tiles]
        widths = [each.width_needed() if self._wrapped else each.width_wished() for each in painters]
        widest = max(widths, default=1)
        columns = max(1, min(most, len(self.tiles), (width + GAP) // (widest + GAP)))
        # Rows of equal length rather than a last row with one tile alone.
        rows = max(1, -(-len(self.tiles) // columns))
        return max(1, -(-len(self.tiles) // rows))

    def _row_heights(self, width: int, columns: int) -> list[int]:
        across = _column_width(width, columns)
        rows = [self.tiles[i : i + columns] for i in range(0, len(self.tiles), columns)]
        tallest = [max(tile.heightForWidth(across) for tile in row) for row in rows]
        return [max(tallest)] * len(tallest) if self._pictured and tallest else tallest


def _column_width(width: int, columns: int) -> int:
    return max(1, (width - GAP * (columns - 1)) // columns)

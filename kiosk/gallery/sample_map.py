"""A map made up for the gallery: fields in two shades and a road."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from kiosk.map.mercator import TILE, Place, spot_of
from kiosk.map.tiles import MapFile

if TYPE_CHECKING:
    from kiosk.theme import Look

MIDDLE = Place(36.2972, 59.6067)
_ZOOM, _AROUND = 13, 5  # tiles to each side


def sample_map(look: Look) -> MapFile:
    """Return a map around MIDDLE, kept in memory; its colours are of `look`."""
    file = sqlite3.connect(":memory:")
    file.execute("CREATE TABLE metadata (name text, value text)")
    file.execute("CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
    told = {"center": f"{MIDDLE.longitude},{MIDDLE.latitude},{_ZOOM}", "attribution": "© Pishkhan", "format": "png"}
    file.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
    shades = [_tile(look, shade) for shade in ("brand_soft", "sunken")]
    spot = spot_of(MIDDLE, _ZOOM)
    for across in range(-_AROUND, _AROUND + 1):
        for down in range(-_AROUND, _AROUND + 1):
            column, row = int(spot.x // TILE) + across, int(spot.y // TILE) + down
            data = shades[(column + row) % 2]
            file.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (_ZOOM, column, 2**_ZOOM - 1 - row, data))
    return MapFile(file)


def _tile(look: Look, shade: str) -> bytes:
    picture = QPixmap(TILE, TILE)
    picture.fill(look.colour(shade))
    painter = QPainter(picture)
    painter.setPen(QPen(look.colour("surface"), 9))
    painter.drawLine(0, TILE // 3, TILE, TILE // 3)
    painter.setPen(QPen(look.colour("line"), 1, Qt.PenStyle.DotLine))
    painter.drawRect(0, 0, TILE, TILE)
    painter.end()
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(target, "PNG")
    return bytes(target.data().data())

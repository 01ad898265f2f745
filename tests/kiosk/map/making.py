"""A small real map file whose tiles are drawn here: a village between its fields, a road, a river."""

from __future__ import annotations

import sqlite3
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from kiosk.map.mercator import TILE, Place, spot_of

if TYPE_CHECKING:
    from pathlib import Path

VILLAGE = Place(36.17, 54.35)
BOUNDS = (54.30, 36.13, 54.40, 36.21)  # west, south, east, north
LEAST, MOST = 12, 15
UNIT = 0.004  # degrees, a field's side
FIELDS = ("#E9E4CF", "#D9E2C3", "#E3D9B8", "#CFDDBE", "#ECE8DA")
HEDGE, RIVER, ROAD, HOUSE = "#C4C3A4", "#84B6D6", "#FFFFFF", "#B59A86"


def make_map(
    path: Path, *, kind: str = "png", attribution: str = "© <a href='#'>OpenStreetMap</a>", center: bool = True
) -> Path:
    """Write a map of the village's surroundings to `path`."""
    told = {
        "name": "village",
        "format": kind,
        "bounds": ",".join(map(str, BOUNDS)),
        "attribution": attribution,
        "minzoom": str(LEAST),
        "maxzoom": str(MOST),
    }
    if center:
        told["center"] = f"{VILLAGE.longitude},{VILLAGE.latitude},14"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name text, value text)")
        file.execute("CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)")
        file.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
        file.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        for zoom in range(LEAST, MOST + 1):
            for column, row in _tiles(zoom):
                stored = (zoom, column, 2**zoom - 1 - row, tile(zoom, column, row))
                file.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", stored)
    file.close()
    return path


@cache
def tile(zoom: int, column: int, row: int) -> bytes:
    """Return the picture of one tile."""
    image = Image.new("RGB", (TILE, TILE), FIELDS[0])
    draw = ImageDraw.Draw(image)

    def at(north: float, east: float) -> tuple[float, float]:
        spot = spot_of(Place(VILLAGE.latitude + north * UNIT, VILLAGE.longitude + east * UNIT), zoom)
        return spot.x - column * TILE, spot.y - row * TILE

    for north in range(-12, 12):
        for east in range(-16, 16):
            shade = FIELDS[(north * 5 + east * 3 + north * east) % len(FIELDS)]
            corners = [at(north + n + e * 0.1, east + e - n * 0.2) for n, e in ((0, 0), (0, 1), (1, 1), (1, 0))]
            if all(any(0 <= corner[axis] < TILE for corner in corners) for axis in (0, 1)):
                draw.polygon(corners, fill=shade, outline=HEDGE)
    thick = 1 << (zoom - 10)
    draw.line([at(-7, -18), at(-2.4, -6), at(-1.6, 2), at(3, 18)], fill=RIVER, width=thick)
    draw.line([at(9, -18), at(0.6, -3), at(-0.4, 4), at(-8, 18)], fill=ROAD, width=max(2, thick // 3))
    for house in range(24):
        house_north, house_east = 0.5 + (house % 4) * 0.42, -1.6 + (house // 4) * 0.55
        (left, bottom), (right, top) = at(house_north, house_east), at(house_north + 0.22, house_east + 0.3)
        draw.rectangle([left, top, right, bottom], fill=HOUSE)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _tiles(zoom: int) -> list[tuple[int, int]]:
    west, south, east, north = BOUNDS
    first, last = spot_of(Place(north, west), zoom), spot_of(Place(south, east), zoom)
    columns = range(int(first.x // TILE), int(last.x // TILE) + 1)
    return [(column, row) for column in columns for row in range(int(first.y // TILE), int(last.y // TILE) + 1)]

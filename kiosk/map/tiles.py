"""A map in one file, as the office supplies it. https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from assets.texts import T, Text
from kiosk.map.mercator import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_RASTER = ("png", "jpg", "jpeg", "webp")
_TAG = re.compile(r"<[^>]*>")


class MapUnusable(Exception):
    """The file is no map that can be shown; `text` says why, for the technician."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        super().__init__(text.msgid)
        self.text = text


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a map covers, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def middle(self) -> Place:
        """Return its middle."""
        return Place((self.south + self.north) / 2, (self.west + self.east) / 2)

    def nearest(self, place: Place) -> Place:
        """Return `place`, or what is nearest to it on the map."""
        latitude = max(self.south, min(self.north, place.latitude))
        return Place(latitude, max(self.west, min(self.east, place.longitude)))


class MapFile:
    """An open map. Read by one thread."""

    def __init__(self, file: sqlite3.Connection) -> None:
        """Read what the file says of itself; `open_map` opens it."""
        self._file = file
        told = {str(name): str(value) for name, value in file.execute("SELECT name, value FROM metadata")}
        if told.get("format", "png").lower() not in _RASTER:
            raise MapUnusable(
                T("The map file must hold pictures (PNG, JPEG or WebP), not {kind}.", kind=told["format"])
            )
        levels = file.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        if levels[0] is None:
            raise MapUnusable(T("The map file is empty."))
        self.least_zoom, self.most_zoom = int(levels[0]), int(levels[1])
        self.attribution = unescape(_TAG.sub("", told.get("attribution", ""))).strip()
        self.bounds = _bounds(told)
        self.start, self.start_zoom = self._start(told)

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """Return the picture of a tile, its row counted from the north; None where the map has none."""
        south_row = 2**zoom - 1 - row  # rows are stored as in TMS
        found = self._file.execute(
            "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            (zoom, column, south_row),
        ).fetchone()
        return bytes(found[0]) if found else None

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _start(self, told: Mapping[str, str]) -> tuple[Place, int]:
        """Where to begin: as the file says, else its middle, somewhat closer than the whole."""
        numbers = _numbers(told.get("center", ""))
        zoom = round(numbers[2]) if len(numbers) > 2 else min(self.least_zoom + 2, self.most_zoom)
        place = Place(numbers[1], numbers[0]) if len(numbers) > 1 else self.bounds.middle()
        return self.bounds.nearest(place), max(self.least_zoom, min(self.most_zoom, zoom))


def open_map(path: Path) -> MapFile:
    """Open the map file at `path`, to be read only. Raises MapUnusable when it is none, or cannot be read."""
    file: sqlite3.Connection | None = None
    try:
        file = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        return MapFile(file)
    except (sqlite3.Error, MapUnusable) as fault:
        if file is not None:
            file.close()
        if isinstance(fault, MapUnusable):
            raise
        raise MapUnusable(T("The map file {path} cannot be read.", path=str(path))) from fault


def _bounds(told: Mapping[str, str]) -> Bounds:
    numbers = _numbers(told.get("bounds", ""))
    return Bounds(*numbers[:4]) if len(numbers) >= 4 else Bounds(-180, -85, 180, 85)


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        return []

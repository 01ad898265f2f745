"""Where a place lies on a map of square tiles, and back. https://epsg.io/3857, as every tile map has it."""

from __future__ import annotations

import math
from typing import NamedTuple

TILE = 256  # pixels
NORTHMOST = 85.0511  # degrees: further north the map has no end


class Place(NamedTuple):
    """A place in degrees, north and east positive."""

    latitude: float
    longitude: float


class Spot(NamedTuple):
    """A place in pixels of the whole world's map, from its north-west corner, at some zoom."""

    x: float
    y: float


def spot_of(place: Place, zoom: int) -> Spot:
    """Return where `place` lies at `zoom`."""
    world = TILE * 2**zoom
    north = math.radians(max(-NORTHMOST, min(NORTHMOST, place.latitude)))
    x = (place.longitude + 180) / 360 * world
    y = (1 - math.asinh(math.tan(north)) / math.pi) / 2 * world
    return Spot(x, y)


def place_at(spot: Spot, zoom: int) -> Place:
    """Return the place at `spot` of the map at `zoom`."""
    world = TILE * 2**zoom
    longitude = spot.x / world * 360 - 180
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * spot.y / world))))
    return Place(latitude, longitude)

"""Functions of places on the earth, which is a sphere here as it is in JavaRosa."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from forms.xpath.compiled import Code, texts
from forms.xpath.functions.signature import Function
from forms.xpath.numeric import NAN, parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.xpath.context import Context

_RADIUS = 6_378_100.0  # metres


class _Point(NamedTuple):
    latitude: float
    longitude: float


def _points(code: Sequence[Code]) -> Callable[[Context], list[_Point] | None]:
    """Return a closure for the points of geopoints, traces and shapes; None where one is no point."""
    parts = [texts(c) for c in code]

    def run(c: Context) -> list[_Point] | None:
        found: list[_Point] = []
        for text in (text for part in parts for text in part(c)):
            for one in text.strip().strip(";").split(";"):
                point = _point(one)
                if point is None:
                    return None
                found.append(point)
        return found

    return run


def _point(text: str) -> _Point | None:
    numbers = [parse_number(part) for part in text.split()]
    if len(numbers) < 2 or any(n != n for n in numbers[:2]):
        return None
    latitude, longitude = numbers[:2]
    return _Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _distance(arguments: Sequence[Code]) -> Code:
    points = _points(arguments)

    def run(c: Context) -> float:
        found = points(c)
        return NAN if found is None else sum((_metres(a, b) for a, b in pairwise(found)), 0.0)

    return Code("number", run)


def _metres(a: _Point, b: _Point) -> float:
    """Return the length of the shortest way from `a` to `b`, by the law of cosines as JavaRosa does."""
    first, second = math.radians(a.latitude), math.radians(b.latitude)
    apart = math.radians(a.longitude - b.longitude)
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(apart)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def _area(arguments: Sequence[Code]) -> Code:
    points = _points(arguments)

    def run(c: Context) -> float:
        found = points(c)
        return 0.0 if found is None or len(found) < 3 else _square_metres(found)

    return Code("number", run)


def _square_metres(points: list[_Point]) -> float:
    """Return the area of the polygon in the plane that touches the sphere at its first point, as JavaRosa does."""
    degree = 2 * math.pi * _RADIUS / 360
    north = [(p.latitude - points[0].latitude) * degree for p in points[1:]]
    east = [(p.longitude - points[0].longitude) * degree * math.cos(math.radians(p.latitude)) for p in points[1:]]
    corners = list(zip(east, north, strict=True))
    return abs(sum((n * far_e - e * far_n) / 2 for (e, n), (far_e, far_n) in pairwise(corners)))


def _geofence(arguments: Sequence[Code]) -> Code:
    place, border = _points(arguments[:1]), _points(arguments[1:])

    def run(c: Context) -> bool:
        at, around = place(c), border(c)
        return bool(at) and bool(around) and _inside(at[0], around) if at and around else False

    return Code("boolean", run)


def _inside(point: _Point, border: list[_Point]) -> bool:
    """Return whether a ray from `point` crosses the border an odd number of times."""
    inside = False
    for a, b in pairwise([*border, border[0]]):
        if (a.longitude > point.longitude) is (b.longitude > point.longitude):
            continue
        slope = (b.latitude - a.latitude) / (b.longitude - a.longitude)
        if point.latitude < a.latitude + slope * (point.longitude - a.longitude):
            inside = not inside
    return inside


def _intersects(arguments: Sequence[Code]) -> Code:
    points = _points(arguments)

    def run(c: Context) -> bool:
        found = points(c)
        if found is None:
            return False
        c.environment.spend(len(found) ** 2)
        return _crosses_itself(found)

    return Code("boolean", run)


def _crosses_itself(points: list[_Point]) -> bool:
    """Return whether two segments of the line meet elsewhere than where one ends and the next begins."""
    segments = [(a, b) for a, b in pairwise(points) if a != b]
    closed = len(points) > 2 and points[0] == points[-1]
    for i, first in enumerate(segments):
        for j in range(i + 1, len(segments)):
            neighbours = j == i + 1 or (closed and i == 0 and j == len(segments) - 1)
            if neighbours:
                if _folds_back(first, segments[j]):
                    return True
            elif _meet(first, segments[j]):
                return True
    return False


_Segment = tuple[_Point, _Point]


def _side(a: _Point, b: _Point, p: _Point) -> float:
    return (b.longitude - a.longitude) * (p.latitude - a.latitude) - (b.latitude - a.latitude) * (
        p.longitude - a.longitude
    )


def _on(segment: _Segment, p: _Point) -> bool:
    a, b = segment
    return (
        _side(a, b, p) == 0
        and min(a.latitude, b.latitude) <= p.latitude <= max(a.latitude, b.latitude)
        and min(a.longitude, b.longitude) <= p.longitude <= max(a.longitude, b.longitude)
    )


def _folds_back(first: _Segment, second: _Segment) -> bool:
    """Return whether neighbouring segments share more than the point where they join."""
    ends = set(first) ^ set(second)
    return any(_on(segment, p) for segment in (first, second) for p in ends if p not in segment)


def _meet(first: _Segment, second: _Segment) -> bool:
    a, b = first
    p, q = second
    if _side(a, b, p) * _side(a, b, q) < 0 and _side(p, q, a) * _side(p, q, b) < 0:
        return True
    return any(_on(first, x) for x in second) or any(_on(second, x) for x in first)


FUNCTIONS = {
    "area": Function(1, None, _area),
    "distance": Function(1, None, _distance),
    "geofence": Function(2, 2, _geofence),
    "intersects": Function(1, None, _intersects),
}

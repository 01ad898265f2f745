"""Lexical values: what a node of each type may hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from assets.texts import T, Text

if TYPE_CHECKING:
    from collections.abc import Callable


_INT = re.compile(r"[+-]?\d{1,18}\Z", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?\Z", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII)
_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"0", "false"})
MOST_CHARACTERS = 1_000_000


class NotLexical(ValueError):
    """The text is not a value of the type; `text` says so to the citizen."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        super().__init__(text.msgid)
        self.text = text


def decoded(raw: str, value_type: str) -> str:
    """Return `raw` as a node of `value_type` holds it; "" stays "". Raises NotLexical."""
    if len(raw) > MOST_CHARACTERS:
        raise NotLexical(T("This answer is too long."))
    if any(ord(c) < 32 and c not in "\t\n\r" for c in raw):
        raise NotLexical(T("This answer contains characters that cannot be stored."))
    read = _READERS.get(value_type)
    if read is None or not raw.strip():
        return raw if read is None else ""
    return read(raw.strip())


def _integer(raw: str) -> str:
    if not _INT.match(raw):
        raise NotLexical(T("Give a whole number."))
    return str(int(raw))


def _decimal(raw: str) -> str:
    if not _DECIMAL.match(raw):
        raise NotLexical(T("Give a number."))
    return raw


def _date(raw: str) -> str:
    match = _DATE.match(raw)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        pass
    raise NotLexical(T("Give a date that exists."))


def _date_time(raw: str) -> str:
    try:
        datetime.fromisoformat(raw)
    except ValueError:
        raise NotLexical(T("Give a date and a time that exist.")) from None
    return raw


def _time(raw: str) -> str:
    if not _TIME.match(raw):
        raise NotLexical(T("Give a time of day."))
    return raw


def _boolean(raw: str) -> str:
    if raw in _TRUE:
        return "1"
    if raw in _FALSE:
        return "0"
    raise NotLexical(T("Answer yes or no."))


def _points(least: int, most: int | None) -> Callable[[str], str]:
    def read(raw: str) -> str:
        points = [point.strip() for point in raw.split(";") if point.strip()]
        if len(points) < least or (most is not None and len(points) > most) or not all(map(_is_point, points)):
            raise NotLexical(T("Give a place: latitude and longitude in degrees."))
        return raw

    return read


def _is_point(point: str) -> bool:
    parts = point.split()
    if not 2 <= len(parts) <= 4 or not all(_DECIMAL.match(part) for part in parts):
        return False
    return abs(float(parts[0])) <= 90 and abs(float(parts[1])) <= 180


_READERS: dict[str, Callable[[str], str]] = {
    "int": _integer,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _date_time,
    "time": _time,
    "boolean": _boolean,
    "geopoint": _points(1, 1),
    "geotrace": _points(2, None),
    "geoshape": _points(3, None),
}

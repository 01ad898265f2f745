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
_NO_PLACE = T("Give a place: latitude and longitude in degrees.")
_NO_LINE = T("A line needs at least two points.")
_NO_AREA = T("An area needs at least three corners.")


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


def plain(text: str, value_type: str) -> str:
    """Return a default written in a form as an answer of that type would be stored; as it is where it is none."""
    if value_type not in _READERS or not text.strip():
        return text
    try:
        return _READERS[value_type](text.strip())
    except NotLexical:
        return text


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


def _points(most: int | None, refusal: Text) -> Callable[[str], str]:
    def read(raw: str) -> str:
        points = [_point(point, refusal) for point in raw.split(";") if point.strip()]
        if not points or (most is not None and len(points) > most):
            raise NotLexical(refusal)
        return "; ".join(points)

    return read


def _point(raw: str, refusal: Text) -> str:
    """Return latitude, longitude and, where given, altitude and accuracy as decimals."""
    parts = raw.split()
    if not 2 <= len(parts) <= 4 or not all(_DECIMAL.match(part) for part in parts):
        raise NotLexical(refusal)
    numbers = [float(part) for part in parts]
    if abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise NotLexical(refusal)
    return " ".join(map(repr, numbers))


_READERS: dict[str, Callable[[str], str]] = {
    "int": _integer,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _date_time,
    "time": _time,
    "boolean": _boolean,
    "geopoint": _points(1, _NO_PLACE),
    "geotrace": _points(None, _NO_LINE),
    "geoshape": _points(None, _NO_AREA),
}

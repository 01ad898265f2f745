"""Dates: ISO texts read and written, days counted, patterns of format-date filled in.

Days are counted from 1970-01-01 in the zone of the form, so that a date is a whole number everywhere;
decimal-date-time counts from the same midnight in UTC.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from assets.texts import T
from forms.xpath.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

_EPOCH = date(1970, 1, 1).toordinal()
_SECONDS = 86400.0
_ISO_DATE = 10  # characters of 2026-11-22
_TIME = r"(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?"
_DATE_TIME = re.compile(rf"(\d{{4}})-(\d\d?)-(\d\d?)(?:T{_TIME})?", re.ASCII)
_TIME_ONLY = re.compile(_TIME, re.ASCII)


def parse_date(text: str, zone: tzinfo) -> date | datetime | None:
    """Return the date or the aware datetime written in `text`, None where it is neither; `zone` where it names none."""
    try:
        if len(text) == _ISO_DATE and text[4] == "-" == text[7]:
            return date.fromisoformat(text)
        match = _DATE_TIME.fullmatch(text)
        if match is None:
            return None
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if match[4] is None:
            return date(year, month, day)
        hour, minute, second, microsecond, offset = _clock(match, 4)
        return datetime(year, month, day, hour, minute, second, microsecond, tzinfo=offset or zone)
    except (ValueError, OverflowError):
        return None


def parse_time(text: str, day: date, zone: tzinfo) -> datetime | None:
    """Return the time of day written in `text` as a moment of `day`, None where it is none."""
    match = _TIME_ONLY.fullmatch(text)
    if match is None:
        return None
    try:
        hour, minute, second, microsecond, offset = _clock(match, 1)
        return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, tzinfo=offset or zone)
    except ValueError:
        return None


def _clock(match: re.Match[str], first: int) -> tuple[int, int, int, int, tzinfo | None]:
    hour, minute, second, fraction, offset = match.groups()[first - 1 : first + 4]
    return int(hour), int(minute), int(second or 0), int((fraction or "0")[:6].ljust(6, "0")), _offset(offset)


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if text[0] == "-" else delta)


def date_days(text: str) -> float:
    """Return the days since 1970-01-01 of the date `text`, NaN where it is none."""
    try:
        return float(date.fromisoformat(text).toordinal() - _EPOCH) if text[4] == "-" == text[7] else math.nan
    except ValueError:
        return math.nan


def days(value: date, zone: tzinfo) -> float:
    """Return the days since 1970-01-01 by the calendar of `zone`; a datetime counts with its fraction of the day."""
    if not isinstance(value, datetime):
        return float(value.toordinal() - _EPOCH)
    local = value.astimezone(zone)
    return local.toordinal() - _EPOCH + time_of_day(local)


def time_of_day(moment: datetime) -> float:
    """Return how much of its day has gone by, 0 to 1."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6
    return seconds / _SECONDS


def instant(value: date, zone: tzinfo) -> datetime:
    """Return the moment `value` stands for: a date is the midnight it begins with."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    return datetime(value.year, value.month, value.day, tzinfo=zone)


def utc_days(value: date, zone: tzinfo) -> float:
    """Return the days since 1970-01-01T00:00Z with their fraction: decimal-date-time()."""
    if not isinstance(value, datetime):
        offset = instant(value, zone).utcoffset() or timedelta()
        return value.toordinal() - _EPOCH - offset.total_seconds() / _SECONDS
    moment = value.astimezone(UTC)
    return moment.toordinal() - _EPOCH + time_of_day(moment)


def date_of_days(count: float) -> date | None:
    """Return the date so many days after 1970-01-01, None outside the years 1 to 9999."""
    try:
        return date.fromordinal(int(count // 1) + _EPOCH)
    except (ValueError, OverflowError):
        return None


def datetime_of_days(count: float, zone: tzinfo) -> datetime | None:
    """Return the moment so many days after 1970-01-01T00:00Z, None outside the years 1 to 9999."""
    try:
        milliseconds = round(count * _SECONDS * 1000)
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def write_datetime(moment: datetime) -> str:
    """Return `2026-11-22T08:30:00.000+03:30`."""
    return moment.isoformat(timespec="milliseconds")


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PATTERNS: dict[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda t: f"{t.year:04}",
    "y": lambda t: f"{t.year:04}"[2:],
    "m": lambda t: f"{t.month:02}",
    "n": lambda t: str(t.month),
    "b": lambda t: _MONTHS[t.month - 1],
    "d": lambda t: f"{t.day:02}",
    "e": lambda t: str(t.day),
    "H": lambda t: f"{t.hour:02}",
    "h": lambda t: str(t.hour),
    "M": lambda t: f"{t.minute:02}",
    "S": lambda t: f"{t.second:02}",
    "3": lambda t: f"{t.microsecond // 1000:03}",
    "a": lambda t: _DAYS[t.weekday()],
    "W": lambda t: str(t.isocalendar().week),
}
_ESCAPE = re.compile(r"%(.?)", re.DOTALL)


def fill_pattern(pattern: str, moment: datetime) -> str:
    """Return `pattern` with its `%` escapes filled in; raises EvaluationError for one that does not exist."""

    def filled(match: re.Match[str]) -> str:
        writer = _PATTERNS.get(match[1])
        if writer is None:
            raise EvaluationError(T("{escape} is not part of a date format.", escape=match[0]))
        return writer(moment)

    return _ESCAPE.sub(filled, pattern)

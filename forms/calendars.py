"""Dates as people in Iran read them: stored as ISO Gregorian, shown Jalali, by one library everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

import jdatetime

from assets.texts import T, direction, say, show_digits

MONTHS = (
    T("Farvardin"),
    T("Ordibehesht"),
    T("Khordad"),
    T("Tir"),
    T("Mordad"),
    T("Shahrivar"),
    T("Mehr"),
    T("Aban"),
    T("Azar"),
    T("Dey"),
    T("Bahman"),
    T("Esfand"),
)
WEEKDAYS = (  # as date.weekday() counts
    T("Monday"),
    T("Tuesday"),
    T("Wednesday"),
    T("Thursday"),
    T("Friday"),
    T("Saturday"),
    T("Sunday"),
)
_FIRST_GREGORIAN = date(622, 3, 22)  # 1 Farvardin of the year 1


def jalali_parts(d: date) -> tuple[int, int, int]:
    """Return year, month (1-12) and day of `d` in the Jalali calendar; ValueError before its first year."""
    if d < _FIRST_GREGORIAN:
        raise ValueError(f"{d.isoformat()} is before the Jalali calendar begins")
    shown = jdatetime.date.fromgregorian(date=d)
    return shown.year, shown.month, shown.day


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a Jalali one; ValueError when there is no such day."""
    gregorian: date = jdatetime.date(year, month, day).togregorian()
    return gregorian


def month_length(year: int, month: int) -> int:
    """Return the number of days, 29 to 31, of a Jalali month."""
    first = from_jalali(year, month, 1)
    following = from_jalali(year + month // 12, month % 12 + 1, 1)
    return (following - first).days


def month_name(month: int, language: str) -> str:
    """Return the name of the Jalali month 1-12 in `language`."""
    return say(MONTHS[month - 1], language)


def show_date(d: date, language: str, form: Literal["long", "short"] = "long") -> str:
    """Return `d` as people read it: long "یکشنبه ۱ آذر ۱۴۰۵", short "۱۴۰۵/۰۹/۰۱"; ISO before the calendar begins."""
    if d < _FIRST_GREGORIAN:
        return show_digits(d.isoformat(), language)
    year, month, day = jalali_parts(d)
    if form == "short":
        return show_digits(f"{year:04}/{month:02}/{day:02}", language)
    weekday, name = WEEKDAYS[d.weekday()], MONTHS[month - 1]
    return say(T("{weekday} {day} {month} {year}", weekday=weekday, day=day, month=name, year=year), language)


def show_moment(moment: datetime, language: str) -> str:
    """Return the short date and the time to the minute of an aware or local `moment`: "۱۴۰۵/۰۹/۰۱ ۱۵:۴۰"."""
    turned = "\u200f" if direction(language) == "rtl" else ""  # digits alone do not say which of the two comes first
    return f"{turned}{show_date(moment.date(), language, 'short')} {show_digits(f'{moment:%H:%M}', language)}"


def days_later(d: date, days: int) -> date:
    """Return the date of an answer expected `days` days after `d`, moved off Friday, when no office is open."""
    expected = d + timedelta(days=days)
    return expected + timedelta(days=1) if expected.weekday() == 4 else expected

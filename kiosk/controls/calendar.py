"""The calendars that a date can be given in; all store the same Gregorian day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCalendar, QDate

from assets.texts import T, Text, say
from forms.calendars import from_jalali, jalali_parts, month_length, month_name

if TYPE_CHECKING:
    from collections.abc import Callable

_GREGORIAN_MONTHS: Final[tuple[Text, ...]] = (
    T("January"),
    T("February"),
    T("March"),
    T("April"),
    T("May"),
    T("June"),
    T("July"),
    T("August"),
    T("September"),
    T("October"),
    T("November"),
    T("December"),
)
_ISLAMIC_MONTHS: Final[tuple[Text, ...]] = (
    T("Muharram"),
    T("Safar"),
    T("Rabi al-awwal"),
    T("Rabi al-thani"),
    T("Jumada al-awwal"),
    T("Jumada al-thani"),
    T("Rajab"),
    T("Shaban"),
    T("Ramadan"),
    T("Shawwal"),
    T("Dhu al-Qadah"),
    T("Dhu al-Hijjah"),
)
# Counted, not sighted: a month may begin a day apart from the calendar on the wall, so the day is told in words, too.
_ISLAMIC: Final = QCalendar(QCalendar.System.IslamicCivil)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a calendar takes a day apart and puts it together again."""

    parts: Callable[[date], tuple[int, int, int]]
    day: Callable[[int, int, int], date]
    month_length: Callable[[int, int], int]
    month_name: Callable[[int, str], str]
    first_year: int
    last_year: int


def _named(months: tuple[Text, ...]) -> Callable[[int, str], str]:
    return lambda month, language: say(months[month - 1], language)


def _islamic_parts(day: date) -> tuple[int, int, int]:
    parts = _ISLAMIC.partsFromDate(QDate(day.year, day.month, day.day))
    return parts.year, parts.month, parts.day


def _from_islamic(year: int, month: int, day: int) -> date:
    found = _ISLAMIC.dateFromParts(year, month, day)
    if not found.isValid():
        raise ValueError(f"there is no {year}-{month}-{day} in the Islamic calendar")
    return date(found.year(), found.month(), found.day())


JALALI = Calendar(jalali_parts, from_jalali, month_length, month_name, 1250, 1500)
GREGORIAN = Calendar(
    lambda day: (day.year, day.month, day.day),
    date,
    lambda year, month: monthrange(year, month)[1],
    _named(_GREGORIAN_MONTHS),
    1870,
    2125,
)
ISLAMIC = Calendar(
    _islamic_parts,
    _from_islamic,
    lambda year, month: _ISLAMIC.daysInMonth(month, year),
    _named(_ISLAMIC_MONTHS),
    1288,
    1545,
)
_BY_APPEARANCE: Final = {"gregorian": GREGORIAN, "islamic": ISLAMIC}
CALENDAR_NAMES: Final = frozenset(_BY_APPEARANCE)


def calendar_of(appearance: tuple[str, ...]) -> Calendar:
    """Return the calendar that a question asks for: Jalali, unless it names another (`gregorian`, `islamic`)."""
    return next((_BY_APPEARANCE[name] for name in appearance if name in _BY_APPEARANCE), JALALI)

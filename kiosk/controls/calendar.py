"""The two calendars that a date can be given in; both store the same Gregorian day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

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


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a calendar takes a day apart and puts it together again."""

    parts: Callable[[date], tuple[int, int, int]]
    day: Callable[[int, int, int], date]
    month_length: Callable[[int, int], int]
    month_name: Callable[[int, str], str]
    first_year: int
    last_year: int


def _gregorian_month(month: int, language: str) -> str:
    return say(_GREGORIAN_MONTHS[month - 1], language)


JALALI = Calendar(jalali_parts, from_jalali, month_length, month_name, 1250, 1500)
GREGORIAN = Calendar(
    lambda day: (day.year, day.month, day.day),
    date,
    lambda year, month: monthrange(year, month)[1],
    _gregorian_month,
    1870,
    2125,
)

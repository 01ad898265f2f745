"""Dates: stored Gregorian, read Jalali, the same on every day that an office may see."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import calendars


def test_a_date_is_read_as_people_say_it() -> None:
    assert calendars.show_date(date(2026, 11, 22), "fa") == "یکشنبه ۱ آذر ۱۴۰۵"
    assert calendars.show_date(date(2026, 11, 22), "en") == "Sunday 1 Azar 1405"


def test_the_short_form_sorts_as_text() -> None:
    assert calendars.show_date(date(2026, 11, 22), "fa", "short") == "۱۴۰۵/۰۹/۰۱"
    assert calendars.show_moment(datetime(2026, 11, 22, 9, 5, tzinfo=UTC), "en") == "1405/09/01 09:05"


@pytest.mark.parametrize(
    ("gregorian", "jalali"),
    [
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),  # where the rule of 682/2816 is a year off
        (date(2025, 3, 21), (1404, 1, 1)),
        (date(1979, 2, 11), (1357, 11, 22)),
    ],
)
def test_known_days(gregorian: date, jalali: tuple[int, int, int]) -> None:
    assert calendars.jalali_parts(gregorian) == jalali
    assert calendars.from_jalali(*jalali) == gregorian


@settings(deadline=None)
@given(st.dates(date(1921, 1, 1), date(2077, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    year, month, number = calendars.jalali_parts(day)
    assert calendars.from_jalali(year, month, number) == day
    assert 1 <= number <= calendars.month_length(year, month)


def test_leap_years_have_thirty_days_in_esfand() -> None:
    assert [calendars.month_length(year, 12) for year in (1403, 1404, 1408)] == [30, 29, 30]


def test_days_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        calendars.from_jalali(1404, 12, 30)
    with pytest.raises(ValueError, match="before the Jalali calendar"):
        calendars.jalali_parts(date(600, 1, 1))
    assert calendars.show_date(date(600, 1, 1), "en") == "0600-01-01"


def test_no_answer_is_promised_for_a_friday() -> None:
    assert calendars.days_later(date(2026, 11, 22), 5).strftime("%A") == "Saturday"
    assert calendars.days_later(date(2026, 11, 22), 3) == date(2026, 11, 25)

"""Dates are given in the Jalali calendar and stored as the Gregorian day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from forms.calendars import show_date
from kiosk.controls.calendar import GREGORIAN, ISLAMIC, JALALI

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

DAY = {"type": "date", "name": "day", "label": "کی بود؟"}


def write(page: QuestionPage, day: str, month: str, year: str) -> None:
    control = page.control("day")
    for part, typed in ((control.day, day), (control.month, month), (control.year, year)):
        part.field.setFocus()
        part.field.selectAll()
        page.key(Qt.Key.Key_0, typed)


@pytest.mark.parametrize(
    ("day", "month", "year", "stored"),
    [("۱", "۹", "۱۴۰۵", "2026-11-22"), ("30", "12", "1403", "2025-03-20"), ("٣١", "٦", "١٣٤٠", "1961-09-22")],
)
def test_a_jalali_day_is_stored_as_the_gregorian_one(
    open_page: OpenPage, day: str, month: str, year: str, stored: str
) -> None:
    page = open_page([DAY])
    write(page, day, month, year)
    assert page.go_on()
    assert page.value("day") == stored
    assert page.control("day").in_words.text() == show_date(date.fromisoformat(stored), "fa")


@pytest.mark.parametrize(("day", "month", "year"), [("۳۰", "۱۲", "۱۴۰۴"), ("۳۱", "۷", "۱۴۰۵"), ("۵", "", "۱۴۰۵")])
def test_a_day_that_there_is_not_is_said_and_not_lost(open_page: OpenPage, day: str, month: str, year: str) -> None:
    page = open_page([DAY])
    write(page, day, month, year)
    assert not page.go_on()
    assert page.said_at("day")
    assert page.control("day").day.field.text() == day


def test_the_first_step_begins_today(open_page: OpenPage) -> None:
    page = open_page([DAY])
    control = page.control("day")
    for part in (control.day, control.month, control.year):
        page.press(part.more)
    assert page.go_on()
    assert page.value("day") == "2026-11-22"


def test_steps_go_round_within_the_month(open_page: OpenPage) -> None:
    page = open_page([DAY])
    write(page, "۳۰", "۹", "۱۴۰۵")
    page.press(page.control("day").day.more)
    assert page.control("day").day.field.text() == "۱"


def test_yesterday_is_one_touch(open_page: OpenPage) -> None:
    page = open_page([DAY])
    page.touch("دیروز")
    assert page.value("day") == "2026-11-21"
    assert page.control("day").month.field.text() == "۸"


def test_the_stored_day_is_shown_again(open_page: OpenPage) -> None:
    page = open_page([{**DAY, "default": "2025-03-20"}])
    control = page.control("day")
    assert [part.field.text() for part in (control.day, control.month, control.year)] == ["۳۰", "۱۲", "۱۴۰۳"]


def test_the_gregorian_calendar_is_used_where_the_form_asks_for_it(open_page: OpenPage) -> None:
    page = open_page([{**DAY, "appearance": "gregorian"}], language="en")
    write(page, "29", "2", "2024")
    page.go_on()
    assert page.value("day") == "2024-02-29"


@pytest.mark.parametrize(
    ("day", "month", "year", "stored", "words"),
    [
        # https://en.wikipedia.org/wiki/Tabular_Islamic_calendar, years of 354 and 355 days
        ("۱", "۹", "۱۴۴۶", "2025-03-01", "۱ رمضان ۱۴۴۶ = شنبه ۱۱ اسفند ۱۴۰۳"),
        ("۳۰", "۱۲", "۱۴۴۷", "2026-06-16", "۳۰ ذی‌الحجه ۱۴۴۷ = سه‌شنبه ۲۶ خرداد ۱۴۰۵"),
    ],
)
def test_the_islamic_calendar_is_used_where_the_form_asks_for_it(
    open_page: OpenPage, day: str, month: str, year: str, stored: str, words: str
) -> None:
    page = open_page([{**DAY, "appearance": "islamic"}])
    write(page, day, month, year)
    assert page.go_on()
    assert page.value("day") == stored
    assert page.control("day").in_words.text() == words


def test_a_day_that_an_islamic_month_lacks_is_refused(open_page: OpenPage) -> None:
    page = open_page([{**DAY, "appearance": "islamic"}])
    write(page, "۳۰", "۱۲", "۱۴۴۸")
    assert not page.go_on()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_has_its_place_in_every_calendar(day: date) -> None:
    for calendar in (JALALI, GREGORIAN, ISLAMIC):
        year, month, of_month = calendar.parts(day)
        assert calendar.day(year, month, of_month) == day
        assert 1 <= of_month <= calendar.month_length(year, month) <= 31
        assert calendar.first_year <= year <= calendar.last_year


@pytest.mark.parametrize("appearance", ["", "persian", "no-calendar"])
def test_without_another_calendar_a_date_is_jalali(open_page: OpenPage, appearance: str) -> None:
    page = open_page([{**DAY, "appearance": appearance, "default": "2025-03-20"}])
    assert page.control("day").year.field.text() == "۱۴۰۳"


def test_month_and_year_alone_mean_the_first_of_the_month(open_page: OpenPage) -> None:
    page = open_page([{**DAY, "appearance": "month-year"}])
    control = page.control("day")
    assert not control.day.isVisible()
    for part, typed in ((control.month, "9"), (control.year, "1405")):
        part.field.setFocus()
        page.key(Qt.Key.Key_0, typed)
    assert control.in_words.text() == "آذر ۱۴۰۵"
    page.go_on()
    assert page.value("day") == "2026-11-22"


def test_a_year_alone_needs_no_words_below_it(open_page: OpenPage) -> None:
    page = open_page([{**DAY, "appearance": "year", "default": "2026-03-21"}])
    assert page.control("day").year.field.text() == "۱۴۰۵"
    assert page.control("day").in_words.text() == ""


def test_every_part_and_step_has_a_name(open_page: OpenPage) -> None:
    control = open_page([DAY]).control("day")
    parts = (control.day, control.month, control.year)
    assert [part.field.accessibleName() for part in parts] == ["روز", "ماه", "سال"]
    assert [part.more.accessibleName() for part in parts] == ["روز بعد", "ماه بعد", "سال بعد"]

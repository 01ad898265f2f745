"""Times of day are given on the office's clock and stored with its offset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.kiosk.forms import Row, entry_of

if TYPE_CHECKING:
    from forms.entry import FormEntry
    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

TIME = {"type": "time", "name": "q", "label": "ساعت چند؟"}
MOMENT = {"type": "dateTime", "name": "q", "label": "کی؟"}


def answered(question: Row, value: str) -> FormEntry:
    entry = entry_of([question])
    entry.answer("/data/q", value)
    return entry


def write(page: QuestionPage, part: object, typed: str) -> None:
    field = part.field  # type: ignore[attr-defined]
    field.setFocus()
    field.selectAll()
    page.key(Qt.Key.Key_0, typed)


@pytest.mark.parametrize(
    ("hour", "minute", "stored", "words"),
    [
        ("۱۴", "۵", "14:05:00.000+03:30", "۲:۰۵ بعدازظهر"),
        ("0", "30", "00:30:00.000+03:30", "۱۲:۳۰ شب"),
        ("٧", "٤٥", "07:45:00.000+03:30", "۷:۴۵ صبح"),
    ],
)
def test_a_time_is_stored_with_the_offset_of_the_office(
    open_page: OpenPage, hour: str, minute: str, stored: str, words: str
) -> None:
    page = open_page([TIME])
    write(page, page.control("q").hour, hour)
    write(page, page.control("q").minute, minute)
    assert page.control("q").in_words.text().replace("\u2068", "").replace("\u2069", "") == words
    assert page.go_on()
    assert page.value("q") == stored


def test_an_hour_without_its_minute_is_said_and_not_lost(open_page: OpenPage) -> None:
    page = open_page([TIME])
    write(page, page.control("q").hour, "۹")
    assert not page.go_on()
    assert page.said_at("q")
    assert page.control("q").hour.field.text() == "۹"


def test_now_is_one_touch(open_page: OpenPage) -> None:
    page = open_page([TIME])
    page.touch("همین حالا")
    assert page.value("q") == "15:30:00.000+03:30"


def test_seconds_and_offset_of_a_stored_time_are_left_alone(open_page: OpenPage) -> None:
    page = open_page(answered(TIME, "08:30:15.000+02:00"))
    assert page.go_on()
    assert page.value("q") == "08:30:15.000+02:00"


def test_a_moment_is_a_day_and_a_time(open_page: OpenPage) -> None:
    page = open_page([MOMENT])
    control = page.control("q")
    for part, typed in (
        (control.day.day, "۱"),
        (control.day.month, "۹"),
        (control.day.year, "۱۴۰۵"),
        (control.time.hour, "۸"),
        (control.time.minute, "۳۰"),
    ):
        write(page, part, typed)
    assert page.go_on()
    assert page.value("q") == "2026-11-22T08:30:00.000+03:30"


def test_a_day_alone_is_no_moment_and_stays_to_be_finished(open_page: OpenPage) -> None:
    page = open_page([MOMENT])
    page.touch("امروز")
    assert page.value("q") == ""
    assert not page.go_on()
    assert page.said_at("q")
    page.touch("همین حالا")
    assert page.value("q") == "2026-11-22T15:30:00.000+03:30"
    assert not page.said_at("q")
    assert page.control("q").day.day.field.text() == "۱"


def test_a_moment_stored_elsewhere_is_shown_on_the_offices_clock(open_page: OpenPage) -> None:
    page = open_page(answered(MOMENT, "2026-11-21T22:00:00.000+00:00"))
    control = page.control("q")
    assert control.day.day.field.text() == "۱"
    assert (control.time.hour.field.text(), control.time.minute.field.text()) == ("۱", "۳۰")
    assert page.go_on()
    assert page.value("q") == "2026-11-21T22:00:00.000+00:00"

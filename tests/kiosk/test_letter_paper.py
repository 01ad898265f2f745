"""What stands on an official's letter, from what the centre's case list says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assets.services import CASE_STATUSES
from kiosk.config import Office
from kiosk.papers.letter import letter_of
from printing.letter import render_letter
from sync.store.records import Case
from tests.printing.reading_back import text_of

OFFICE = Office("o", {"en": "Village office"})
NOW = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=3, minutes=30)))


def case(updated: str, status: str = "approved") -> Case:
    return Case("ministry", "123456789012345678", status, "Come on Sunday.", "crop_damage", updated)


@pytest.mark.parametrize(
    ("updated", "day"),
    [
        ("2026-11-22T21:00:00.000Z", date(2026, 11, 23)),  # midnight in the office is half past eight in UTC
        ("2026-11-22T20:00:00+00:00", date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("3", None),
        ("", None),
    ],
)
def test_the_day_is_the_offices_own_and_never_made_up(updated: str, day: date | None) -> None:
    assert letter_of(case(updated), OFFICE, "en", NOW).decided_on == day
    assert letter_of(case(updated), OFFICE, "en", NOW.astimezone(UTC)).printed_on == date(2026, 11, 23)


def test_a_day_that_nobody_knows_is_left_out_of_the_letter() -> None:
    assert "Written on" in text_of(render_letter(letter_of(case("2026-11-22"), OFFICE, "en", NOW), "en"))
    assert "Written on" not in text_of(render_letter(letter_of(case("3"), OFFICE, "en", NOW), "en"))


def test_a_state_that_no_screen_knows_is_called_what_the_screen_calls_it() -> None:
    assert letter_of(case("", "escalated"), OFFICE, "en", NOW).status == CASE_STATUSES["delivered"]

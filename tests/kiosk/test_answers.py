"""Answers are read back in the words and figures of the person who gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.answers import shown
from tests.kiosk.forms import entry_of

if TYPE_CHECKING:
    from forms.state import ReviewEntry

CHOICES = [{"list_name": "kinds", "name": name, "label": label} for name, label in (("water", "آب"), ("power", "برق"))]


def answered(kind: str, value: str, *, appearance: str = "") -> ReviewEntry:
    """Return the answer `value` to a question of the kind `kind`, as the page that checks answers has it."""
    row = {"type": kind, "name": "q", "label": "؟", "appearance": appearance}
    if kind == "range":
        row["parameters"] = "start=0 end=5 step=0.5"
    entry = entry_of([row], CHOICES)
    entry.answer("/data/q", value)
    return entry.review()[0]


@pytest.mark.parametrize(
    ("kind", "value", "fa", "en"),
    [
        ("date", "2026-11-20", "جمعه ۲۹ آبان ۱۴۰۵", "Friday 29 Aban 1405"),
        ("time", "16:30:00.000", "۱۶:۳۰", "16:30"),
        ("time", "09:05:00.000+03:30", "۰۹:۰۵", "09:05"),
        ("dateTime", "2026-11-20T16:30:00.000+03:30", "جمعه ۲۹ آبان ۱۴۰۵، ۱۶:۳۰", "Friday 29 Aban 1405, 16:30"),
        ("decimal", "2.5", "۲٫۵", "2.5"),
        ("range", "2.5", "۲٫۵", "2.5"),
        ("integer", "12", "۱۲", "12"),
        ("text", "0912", "۰۹۱۲", "0912"),
        ("text", "علی 12", "علی 12", "علی 12"),
        ("acknowledge", "OK", "بله", "Yes"),
        ("image", "photo-1.jpg", "عکس گرفته شد", "A photo was taken"),
        ("image", "sign-1.png", "امضا یا نقاشی نگه داشته شده است.", "A signature or drawing is kept."),
        ("audio", "voice-1.wav", "صدای ضبط‌شده نگه داشته شده است.", "A recording is kept."),
        ("video", "film-1.mp4", "فیلم نگه داشته شده است.", "A film is kept."),
        ("file", "deed-1.pdf", "یک فایل نگه داشته شده است.", "A file is kept."),
        ("geotrace", "36 54 0 0; 36.1 54 0 0", "تعداد نقطه‌ها: ۲", "Points: 2"),
        ("geoshape", "36 54 0 0; 36.1 54 0 0; 36 54.1 0 0; 36 54 0 0", "تعداد گوشه‌ها: ۳", "Corners: 3"),
    ],
)
def test_every_kind_of_answer_is_read_back(kind: str, value: str, fa: str, en: str) -> None:
    entry = answered(kind, value)
    assert (shown(entry, "fa"), shown(entry, "en")) == (fa, en)


def test_a_place_is_read_back_in_degrees() -> None:
    told = shown(answered("geopoint", "36.2972 -59.6 985.5 4.2"), "en")
    assert "36.2972" in told
    assert "59.6000" in told
    assert told.endswith("degrees west")


def test_what_others_must_not_read_is_hidden() -> None:
    assert shown(answered("text", "4821", appearance="masked"), "fa") == "••••"


def test_nothing_stays_nothing() -> None:
    entry = entry_of([{"type": "time", "name": "q", "label": "؟"}])
    assert shown(entry.review()[0], "fa") == ""


@pytest.mark.parametrize(
    ("kind", "computed", "read"),
    [
        *((kind, "soon", "soon") for kind in ("date", "time", "dateTime", "geopoint")),
        ("geopoint", "NaN NaN", "NaN NaN"),
        ("geopoint", "1e999 5", "1e999 5"),
        ("geoshape", ";", "Corners: 0"),
        ("geoshape", "1 1", "Corners: 1"),
    ],
)
def test_what_a_form_computed_wrongly_is_shown_as_it_is(kind: str, computed: str, read: str) -> None:
    entry = entry_of([{"type": kind, "name": "q", "label": "؟", "default": computed}])
    assert shown(entry.review()[0], "en") == read

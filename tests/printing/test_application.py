"""The copy of an application: every question that was asked, in its section, with its answer; pictures; repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from forms.printing import PrintHint, PrintLayout
from forms.state import ReviewEntry
from printing.application import Application, render_application
from printing.wording import answered
from tests.printing.conftest import TEHRAN
from tests.printing.reading_back import boxes, sizes, text_of

MASKED = PrintHint(mask="yes")


def entry(ref: str, label: str, value: str, *sections: str, kind: str = "string") -> ReviewEntry:
    return ReviewEntry(ref, label, value, sections, kind)


def photo(colour: str = "green") -> bytes:
    target = BytesIO()
    Image.new("RGB", (1200, 900), colour).save(target, "JPEG")
    return target.getvalue()


ENTRIES = (
    entry("/data/who/name", "نام خانوادگی", "محمدی‌زاده", "شما که هستید؟"),
    entry("/data/who/born", "تاریخ تولد", "1990-05-01", "شما که هستید؟", kind="date"),
    entry("/data/who/mobile", "شمارهٔ موبایل", "09123456789", "شما که هستید؟"),
    entry("/data/who/sheba", "شمارهٔ شبا", "", "شما که هستید؟"),
    entry("/data/field[1]/crop", "محصول", "برنج", "زمین"),
    entry("/data/field[1]/area", "هکتار", "1.5", "زمین", kind="decimal"),
    entry("/data/field[2]/crop", "محصول", "گندم", "زمین"),
    entry("/data/field[2]/area", "هکتار", "-3", "زمین", kind="decimal"),
    entry("/data/papers/photo", "عکس مدرک", "p1.jpg", "مدارک", kind="binary"),
)


@pytest.fixture
def application() -> Application:
    return Application(
        code="482915037264018354",
        office="دفتر پیشخوان روستای ده‌بالا",
        service="گزارش خسارت محصول",
        finalised_at=datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN),
        digest=bytes(range(32)),
        entries=ENTRIES,
        pictures={"p1.jpg": photo()},
    )


def read(application: Application, language: str = "fa") -> str:
    return " ".join(text_of(render_application(application, language)).split())


def test_sections_questions_and_answers_stand_in_their_order(application: Application) -> None:
    text = read(application)
    parts = ["شما که هستید", "محمدی‌زاده", "اردیبهشت ۱۳۶۹", "۰۹۱۲۳۴۵۶۷۸۹", "—", "زمین", "مدارک", "عکس مدرک"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_repeat_of_few_questions_is_one_table_with_a_row_each(application: Application) -> None:
    text = read(application)
    assert text.count("هکتار") == 1
    assert "برنج" in text
    assert "گندم" in text
    assert "-۳" in text


def test_a_repeat_of_many_questions_is_printed_one_by_one(application: Application) -> None:
    many = tuple(entry(f"/data/field[{n}]/q{q}", f"پرسش {q}", f"پاسخ {n}{q}", "زمین") for n in (1, 2) for q in range(7))
    text = read(replace(application, entries=many))
    assert text.count("پرسش 3") + text.count("پرسش ۳") == 2
    assert "زمین ۲" in text


def test_a_picture_is_on_the_page(application: Application) -> None:
    greens = _green(render_application(application, "fa"))
    assert greens > 0.03
    assert _green(render_application(replace(application, pictures={}), "fa")) == 0


@pytest.mark.parametrize("content", [b"", b"GIF89a", photo()[:400]])
def test_a_picture_that_cannot_be_read_leaves_a_frame_and_no_fault(application: Application, content: bytes) -> None:
    assert "عکس مدرک" in read(replace(application, pictures={"p1.jpg": content}))


def test_masked_answers_stay_off_the_paper(application: Application) -> None:
    masked = read(
        replace(application, layout=PrintLayout(hints={"/data/who/mobile": MASKED, "/data/field/crop": MASKED}))
    )
    for secret in ("۰۹۱۲۳۴۵۶۷۸۹", "برنج", "گندم"):
        assert secret not in masked
    assert "محمدی‌زاده" in masked


def test_every_page_names_the_application_its_mark_and_its_number(application: Application) -> None:
    long = tuple(entry(f"/data/q{n}", f"پرسش {n}", "پاسخ " * 30, "بخش") for n in range(60))
    pdf = render_application(replace(application, entries=long), "fa")
    pages = len(sizes(pdf))
    text = text_of(pdf)
    assert pages > 3
    assert text.count("0001") == pages
    assert text.count("پاسخ") == 60 * 30


def test_nothing_runs_off_a_page(application: Application) -> None:
    wide = tuple(
        entry(f"/data/r[{n}]/{q}", "سؤال" * 12, "پاسخ‌بی‌فاصله" * 30, "بخش" * 40) for n in (1, 2) for q in "abcde"
    )
    pdf = render_application(replace(application, entries=(*ENTRIES, *wide)), "fa")
    for (width, height), page in zip(sizes(pdf), boxes(pdf), strict=True):
        assert all(box.left >= 0 and box.right <= width and box.bottom >= 0 and box.top <= height for box in page)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_same_application_is_the_same_file(application: Application, language: str) -> None:
    assert render_application(application, language) == render_application(application, language)


def _green(pdf: bytes) -> float:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=0.5).to_pil().convert("RGB")
    greens = [count for count, (red, green, _) in page.getcolors(page.width * page.height) if green > 90 and red < 60]
    return float(sum(greens) / (page.width * page.height))


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("dateTime", "2026-11-22T10:05:00.000+03:30", "Sunday 1 Azar 1405 (2026/11/22 Gregorian), at 10:05"),
        ("time", "10:05:00.000+03:30", "10:05"),
        ("date", "2026-11-22", "Sunday 1 Azar 1405 (2026/11/22 Gregorian)"),
        ("date", "tomorrow", "tomorrow"),
        ("dateTime", "9999-99-99T99", "9999-99-99T99"),
        ("time", "noon", "noon"),
        ("date", "", ""),
    ],
)
def test_days_and_times_are_read_as_people_do_and_what_is_none_stands_as_it_is(
    kind: str, value: str, read: str
) -> None:
    said = answered(value, kind, "en")
    assert "".join(letter for letter in said if letter not in "\u2066\u2068\u2069") == read


def test_a_default_that_is_no_day_does_not_keep_the_paper_from_being_made() -> None:
    odd = entry("/data/born", "Born", "unknown", kind="date")
    pdf = render_application(Application("123456789012345678", "O", "S", None, b"", (odd,)), "en")
    assert "unknown" in text_of(pdf)

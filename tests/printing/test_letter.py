"""An official's message on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assets.texts import T
from printing.letter import Letter, render_letter
from tests.printing.reading_back import boxes, sizes, text_of

LETTER = Letter(
    code="482915037264018354",
    office="دفتر پیشخوان روستای ده‌بالا",
    service="تغییر نام خانوادگی",
    status=T("Approved"),
    message="نام «محمدی‌زاده» آزاد است.\n\nبرای شناسنامهٔ تازه به ادارهٔ ثبت احوال بروید.",
    decided_on=date(2026, 12, 1),
    printed_on=date(2026, 12, 3),
)


def test_the_letter_carries_the_message_the_state_and_both_dates() -> None:
    text = text_of(render_letter(LETTER, "fa"))
    for part in ("محمدی‌زاده", "ثبت احوال", "تغییر نام خانوادگی", "۱۰ آذر ۱۴۰۵", "۱۲ آذر ۱۴۰۵", "نامهٔ رسمی"):
        assert part in text


def test_the_same_letter_is_the_same_file() -> None:
    assert render_letter(LETTER, "fa") == render_letter(LETTER, "fa")


def test_a_long_message_goes_on_over_numbered_pages_and_loses_nothing() -> None:
    sentences = [f"بند {number} از این نامه است." for number in range(120)]
    pdf = render_letter(replace(LETTER, message="\n".join(sentences)), "fa")
    text = " ".join(text_of(pdf).split())
    pages = len(sizes(pdf))
    assert pages > 2
    assert all(f"بند {number} از" in text for number in range(120))
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    assert all(f"صفحهٔ {page} از {pages}".translate(persian) in text for page in range(1, pages + 1))


def test_one_endless_paragraph_is_split_over_pages() -> None:
    pdf = render_letter(replace(LETTER, message="کارشناس زمین را می‌بیند. " * 300), "fa")
    assert " ".join(text_of(pdf).split()).count("کارشناس زمین") == 300
    for (width, height), page in zip(sizes(pdf), boxes(pdf), strict=True):
        assert all(box.left >= 0 and box.right <= width and box.bottom >= 0 and box.top <= height for box in page)


@pytest.mark.parametrize(("language", "mark"), [("fa", "المثنی"), ("en", "Duplicate")])
def test_a_reprint_says_so(language: str, mark: str) -> None:
    assert mark not in text_of(render_letter(LETTER, language))
    assert mark in text_of(render_letter(replace(LETTER, copy_number=3), language))

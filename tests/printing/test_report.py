"""The office's report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from assets.texts import T
from printing.report import Report, ReportRow, render_report
from tests.printing.reading_back import boxes, sizes, text_by_poppler, text_of

if TYPE_CHECKING:
    from pathlib import Path

_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def report(rows: int) -> Report:
    made = tuple(
        ReportRow(str(10**17 + n), "تغییر نام خانوادگی", date(2026, 11, 1), T("Delivered to the centre"), 1000 * n)
        for n in range(1, rows + 1)
    )
    return Report("دفتر ده‌بالا", date(2026, 11, 1), date(2026, 11, 30), made)


@pytest.fixture(scope="module")
def month() -> bytes:
    return render_report(report(200), "fa")


def test_every_row_is_there_and_the_sums_are_right(month: bytes) -> None:
    text = text_of(month)
    assert text.count("تغییر نام خانوادگی") == 1 + 200  # the service among the sums, and each row
    assert f"{sum(1000 * n for n in range(1, 201)):,}".replace(",", "٬").translate(_PERSIAN) in text


def test_the_head_of_the_table_stands_on_every_page(month: bytes) -> None:
    pages = len(sizes(month))
    assert pages > 3
    assert text_of(month).count("کد رهگیری") == pages


def test_nothing_overlaps_and_nothing_runs_off(month: bytes) -> None:
    for (width, height), page in zip(sizes(month), boxes(month), strict=True):
        assert all(box.left >= 0 and box.right <= width and box.bottom >= 0 and box.top <= height for box in page)
        for place, box in enumerate(page):
            assert all(box.overlap(other) < 0.2 * min(box.area, other.area) for other in page[place + 1 : place + 8])


def test_a_month_is_summed_up_by_service(tmp_path: Path) -> None:
    first = report(3)
    other = ReportRow("9" * 18, "پرداخت قبض", date(2026, 11, 2), T("Delivered to the centre"), 700)
    pdf = render_report(Report(first.office, first.first, first.last, (*first.rows, other)), "en")
    summed = " ".join(text_by_poppler(pdf, tmp_path).split()).split("Tracking code")[0].split()
    after = summed[summed.index("Service") :]
    assert after.count("6,000") == after.count("700") == 1
    assert {"3", "1"} <= set(after)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_day_without_applications_is_a_page_too(language: str) -> None:
    assert len(sizes(render_report(report(0), language))) == 1


def test_the_same_report_is_the_same_file() -> None:
    assert render_report(report(30), "en") == render_report(report(30), "en")

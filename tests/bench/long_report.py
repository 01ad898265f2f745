"""A report of an office's busy month, with nothing imported but what makes it: run alone it tells its peak memory."""

from __future__ import annotations

from datetime import date, timedelta

from assets.texts import T
from printing.report import Report, ReportRow, render_report

_CODE = 482915037264018354
SERVICES = ("گزارش خسارت محصول", "تغییر نام خانوادگی", "پرداخت قبض")
_DELIVERED = T("Delivered to the centre")


def report_rows(turn: int, rows: int = 1000) -> list[ReportRow]:
    """Return so many rows, every turn with other codes."""
    return [
        ReportRow(
            code=str(_CODE + (turn * 1000 + n) * 7919),
            service=SERVICES[n % 3],
            recorded_on=date(2026, 11, 1) + timedelta(n % 28),
            delivery=_DELIVERED,
            amount=n * 125_000,
        )
        for n in range(rows)
    ]


def long_report(turn: int, rows: int = 1000) -> bytes:
    """Return the report as a PDF."""
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    return render_report(Report("دفتر", first, last, tuple(report_rows(turn, rows))), "fa")


if __name__ == "__main__":
    long_report(0)
    with open("/proc/self/status") as status:  # noqa: PTH123 - not even pathlib is to count
        print(next(line for line in status if line.startswith("VmHWM")).split()[1])

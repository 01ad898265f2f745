"""What an office did in a day or a month, as a table that goes on over as many pages as it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.calendars import show_date
from forms.tracking import grouped
from printing.blocks import Facts, Listing, Scale
from printing.foot import numbered_foot
from printing.pages import Document, sheets
from printing.text.paragraph import Style, Words
from printing.wording import both_calendars, isolated, number, said

if TYPE_CHECKING:
    from datetime import date

    from assets.texts import Text

MARGIN = 16 * mm
_SCALE = Scale(body=10.5, small=9, heading=15, code=20, gap=9)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One submission: nothing of what the person answered."""

    code: str
    service: Text | str
    recorded_on: date
    delivery: Text  # where the submission is
    amount: int = 0  # rials


@dataclass(frozen=True, slots=True)
class Report:
    """The submissions of an office from `first` to `last`, both days included."""

    office: str
    first: date
    last: date
    rows: tuple[ReportRow, ...]


def render_report(report: Report, language: str) -> bytes:
    """Return the report as A4 pages with the head of the table on each. Raises MissingGlyph."""
    rtl = direction(language) == "rtl"
    document = Document(f"report-{report.first.isoformat()}-{report.last.isoformat()}", language)
    title = Words(say(T("Report of the office"), language), Style(_SCALE.heading, rtl, bold=True))
    story: list[Flowable] = [
        title,
        Facts([(say(name, language), value) for name, value in _facts(report, language)], _SCALE, rtl=rtl),
        Spacer(1, _SCALE.gap),
        *_by_service(report, language),
        Listing([say(name, language) for name in _HEAD], _rows(report, language), _SCALE, rtl=rtl),
    ]
    return sheets(document, story, MARGIN, numbered_foot(report.office, language, MARGIN))


_HEAD = (T("No."), T("Tracking code"), T("Service"), T("Recorded on"), T("Delivery"), T("Paid, in rials"))


def _by_service(report: Report, language: str) -> list[Flowable]:
    """Return how many of each service there were, where several days are told of."""
    if report.first == report.last or not report.rows:
        return []
    head = [say(name, language) for name in (T("Service"), T("Applications"), T("Paid, in rials"))]
    counted: dict[str, list[int]] = {}
    for row in report.rows:
        of_service = counted.setdefault(said(row.service, language), [0, 0])
        of_service[0] += 1
        of_service[1] += row.amount
    rows = [[name, number(count, language), number(amount, language)] for name, (count, amount) in counted.items()]
    return [Listing(head, sorted(rows), _SCALE, rtl=direction(language) == "rtl"), Spacer(1, _SCALE.gap)]


def _facts(report: Report, language: str) -> list[tuple[Text, str]]:
    total = sum(row.amount for row in report.rows)
    return [
        (T("Office"), report.office),
        (T("From"), both_calendars(report.first, language)),
        (T("To"), both_calendars(report.last, language)),
        (T("Applications"), number(len(report.rows), language)),
        (T("Paid, in rials"), number(total, language)),
    ]


def _rows(report: Report, language: str) -> list[list[str]]:
    return [
        [
            show_digits(str(place), language),
            isolated(show_digits(grouped(row.code), language)),
            said(row.service, language),
            isolated(show_date(row.recorded_on, language, "short")),
            say(row.delivery, language),
            number(row.amount, language) if row.amount else "",
        ]
        for place, row in enumerate(report.rows, start=1)
    ]

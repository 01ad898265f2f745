"""The kinds of paper, what each is called, and what it is about."""

from __future__ import annotations

from enum import StrEnum

from assets.texts import T, Text


class Kind(StrEnum):
    """A kind of paper; about an application (its code), about a form (its id), or about days."""

    RECEIPT = "receipt"
    COPY = "copy"
    LETTER = "letter"
    LABELS = "labels"
    CHECKLIST = "checklist"
    BLANK = "blank"
    REPORT = "report"


OF_APPLICATION = (Kind.RECEIPT, Kind.COPY, Kind.LABELS, Kind.LETTER)
OF_FORM = (Kind.CHECKLIST, Kind.BLANK)

NAMES: dict[Kind, Text] = {
    Kind.RECEIPT: T("Receipt slip"),
    Kind.COPY: T("Copy of the application"),
    Kind.LETTER: T("Official letter"),
    Kind.LABELS: T("Labels for paper documents"),
    Kind.CHECKLIST: T("Papers to bring"),
    Kind.BLANK: T("Form to fill in by hand"),
    Kind.REPORT: T("Report of the office"),
}
ICONS: dict[Kind, str] = {
    Kind.RECEIPT: "duotone/receipt",
    Kind.COPY: "duotone/files",
    Kind.LETTER: "duotone/file",
    Kind.LABELS: "duotone/tag",
    Kind.CHECKLIST: "duotone/list-checks",
    Kind.BLANK: "duotone/pencil-line",
    Kind.REPORT: "duotone/calendar-check",
}

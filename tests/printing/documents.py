"""One of each document, with what a village office would print, and with the longest values that may come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from assets.services import CHANGE_FAMILY_NAME, CROP_DAMAGE, SERVICES
from assets.texts import T
from kiosk.papers.blank import blank_form
from printing.application import Application, render_application
from printing.blank import render_blank
from printing.checklist import Checklist, render_checklist
from printing.labels import Labels, render_labels
from printing.letter import render_letter
from printing.report import Report, ReportRow, render_report
from tests.kiosk.forms import service_entry
from tests.printing.conftest import TEHRAN
from tests.printing.test_letter import LETTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from printing.receipt import Paper

OFFICES = {"fa": "دهیاری چشمه‌علی", "en": "Office of Cheshmeh Ali"}
CODE = "482915037264018354"
_ANSWERS = {
    "identity/national_id": "0499370899",
    "identity/name/given_name": "زهرا",
    "identity/name/family_name": "محمدی‌زاده",
    "identity/name/father_name": "علی",
    "identity/birth_date": "1990-05-01",
    "identity/mobile": "09123456789",
    "request/reason": "too_long",
    "request/wanted/wanted_1": "مهرگان",
    "request/children": "2",
    "papers/documents": "birth_certificate national_card",
}


def checklist(language: str, paper: Paper = "a4") -> bytes:
    service = CROP_DAMAGE
    ask = T("Ask at {office}, telephone {number}.", office=OFFICES[language], number="023-3522")
    told = Checklist(
        OFFICES[language],
        service.form_id,
        service.title,
        service.documents,
        service.eligibility,
        service.fee,
        service.days,
        ask,
    )
    return render_checklist(told, paper, language)


def labels(language: str, paper: Paper = "a4") -> bytes:
    return render_labels(Labels(CODE, OFFICES[language], CROP_DAMAGE.title, CROP_DAMAGE.documents), paper, language)


def blank(language: str) -> bytes:
    entry = service_entry(CHANGE_FAMILY_NAME.form_id, language=language)
    return render_blank(blank_form(entry, CHANGE_FAMILY_NAME.title, OFFICES[language]), language)


def letter(language: str, paper: Paper = "a4") -> bytes:
    return render_letter(LETTER, language, paper)


def copy(language: str, paper: Paper = "a4") -> bytes:
    entry = service_entry(CHANGE_FAMILY_NAME.form_id, language=language)
    for name, answer in _ANSWERS.items():
        entry.answer(f"/data/{name}", answer)
    made = datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN)
    application = Application(
        CODE, OFFICES[language], CHANGE_FAMILY_NAME.title, made, bytes(range(32)), entry.review(), copy_number=2
    )
    return render_application(application, language, paper)


def report(language: str) -> bytes:
    first = date(2026, 11, 22)
    rows = tuple(
        ReportRow(
            str(int(CODE) + 7919 * place),
            SERVICES[place % 3].title,
            first + timedelta(place % 30),
            T("Delivered to the centre"),
            place % 3 * 125_000,
        )
        for place in range(40)
    )
    return render_report(Report(OFFICES[language], first, date(2026, 12, 21), rows), language)


DOCUMENTS: dict[str, Callable[[str], bytes]] = {
    "checklist-a4": checklist,
    "checklist-80mm": lambda language: checklist(language, "80mm"),
    "labels-a4": labels,
    "labels-80mm": lambda language: labels(language, "80mm"),
    "blank": blank,
    "copy": copy,
    "copy-80mm": lambda language: copy(language, "80mm"),
    "letter-80mm": lambda language: letter(language, "80mm"),
    "report": report,
}

"""Every document in every language: the same file wherever it is made, and nothing of the longest answers is cut."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from assets.services import SERVICES
from forms.state import ReviewEntry
from kiosk.papers.blank import blank_form
from printing.application import Application, render_application
from printing.blank import render_blank
from tests.kiosk.forms import service_entry
from tests.printing.conftest import TEHRAN
from tests.printing.documents import CODE, DOCUMENTS
from tests.printing.reading_back import boxes, sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assets.services import Service
    from forms.state import NodeState

LANGUAGES = ["fa", "en"]
LONGEST = {
    "date": "2026-12-21",
    "int": "-999999999",
    "decimal": "-999999999.123456",
    "geopoint": "35.123456789 51.123456789 1234.5 12.345",
    "binary": "an_attachment_with_a_very_long_file_name_that_no_citizen_chose-123456789012.jpg",
}
LONG_WORDS = "محمدی‌زادهٔ تیموری‌نژاد اصل " * 6 + "بی‌فاصله‌ای‌که‌تمام‌نمی‌شود" * 6
ELSEWHERE = """
import sys
from hashlib import sha256
from tests.printing.documents import DOCUMENTS
for name, make in DOCUMENTS.items():
    for language in ("fa", "en"):
        print(name, language, sha256(make(language)).hexdigest())
"""


def test_a_document_is_the_same_file_in_another_process_place_and_time_zone() -> None:
    here = [
        f"{name} {language} {sha256(make(language)).hexdigest()}"
        for name, make in DOCUMENTS.items()
        for language in LANGUAGES
    ]
    odd = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "QT_QPA_PLATFORM": "offscreen",
    }
    there = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=True, env=odd
    ).stdout.splitlines()
    assert there == here


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_the_longest_answer_in_every_field_is_neither_cut_nor_written_over(service: Service, language: str) -> None:
    entries = tuple(_longest(service.form_id, language))
    assert len(entries) > 5
    made = datetime(2026, 9, 23, 23, 59, tzinfo=TEHRAN)
    application = Application(CODE, "دفتر " * 30, service.title, made, bytes([255] * 32), entries, copy_number=100)
    _nothing_cut_or_over(render_application(application, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_a_blank_form_is_neither_cut_nor_written_over(service: Service, language: str) -> None:
    entry = service_entry(service.form_id, language=language)
    _nothing_cut_or_over(render_blank(blank_form(entry, service.title, "دفتر " * 12), language))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_document_is_cut_or_written_over(name: str, language: str) -> None:
    _nothing_cut_or_over(DOCUMENTS[name](language))


def _longest(form_id: str, language: str) -> Iterator[ReviewEntry]:
    """Yield every question that the form may ask, relevant or not, with the longest answer that it takes."""
    for state in service_entry(form_id, language=language).nodes():
        if state.kind == "question" and state.control is not None and state.label is not None:
            sections = ("بخشی با نامی بلند که در یک سطر جا نمی‌شود " * 3, state.path)
            yield ReviewEntry(state.path, state.label.text, _answer(state), sections[:1], state.type, state.control)


def _answer(state: NodeState) -> str:
    if state.choices:
        return "، ".join(choice.text for choice in state.choices)
    return LONGEST.get(state.type, LONG_WORDS)


def _nothing_cut_or_over(pdf: bytes) -> None:
    pages = list(zip(sizes(pdf), boxes(pdf), strict=True))
    assert pages
    for (width, height), page in pages:
        assert page, "a page without a word proves nothing"
        for box in page:
            assert 0 <= box.left <= box.right <= width
            assert 0 <= box.bottom <= box.top <= height
        for one, other in combinations(page, 2):
            assert one.overlap(other) < 0.2 * min(one.area, other.area) + 1e-6

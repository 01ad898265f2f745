"""The shipped services at the centre: published with their places, filled in, read as a person reads."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO
from random import Random
from typing import TYPE_CHECKING

import pytest

from assets.services import SERVICES
from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.tracking import case_code
from forms.world import World
from sync.central.official.reading import Answer, Reading, read_answers
from sync.central.running import CentralHandle, central_in_thread
from tests.sync.central.conftest import Kiosk
from tests.sync.central.visit import visit, visit_form

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralHandle]:
    with central_in_thread(tmp_path_factory.mktemp("shipped")) as handle:
        yield handle


@pytest.fixture(scope="module")
def counter(shipped: CentralHandle) -> Iterator[Kiosk]:
    kiosk = Kiosk(shipped.token_url)
    with kiosk.http:
        yield kiosk


def filled_in(counter: Kiosk, form_id: str) -> tuple[bytes, str]:
    """Fill in what a choice or a date can fill; returns the XML and its instanceID."""
    form = parse_xform(counter.get(f"/forms/{form_id}.xml").content)
    resources = {name: counter.get(f"/forms/{form_id}/attachments/{name}").content for name in form.media}
    world = World(now=lambda: NOW, random=Random(form_id), resources=resources)  # noqa: S311 - the same every time
    entry = FormEntry.start(form, world, language="fa")
    for node in list(entry.nodes()):
        if node.relevant and node.control == "input" and node.type == "date":
            entry.answer(node.path, "2026-11-01")
    return entry.savepoint(), entry.instance_id


@pytest.mark.parametrize("form_id", [service.form_id for service in SERVICES])
def test_a_shipped_service_can_be_filled_in_and_makes_a_case(counter: Kiosk, form_id: str) -> None:
    xml, instance_id = filled_in(counter, form_id)
    assert counter.submit(xml).status_code == 201
    cases = list(csv.DictReader(StringIO(counter.get(f"/forms/{form_id}/attachments/cases.csv").text)))
    (case,) = [case for case in cases if case["code"] == case_code(instance_id)]
    assert (case["service"], case["status"], case["message"]) == (form_id, "delivered", "")


def read(form: bytes, submission: bytes, language: str = "fa") -> Reading:
    return read_answers(form, submission, language=language, files={"photo.png"}, resources={}, received_at=NOW)


def test_answers_are_read_with_the_forms_labels_in_the_readers_language() -> None:
    submission = visit("a", photo="photo.png")
    persian, english = (read(visit_form(), submission, language) for language in ("fa", "en"))
    assert [section.title for section in persian.sections] == ["", "جای زمین"]
    assert persian.sections[0].answers == (Answer("نام شما", "زهرا"),)
    assert english.sections[1].answers == (
        Answer("Crop", "Wheat"),
        Answer("Photo of the field", "photo.png", file="photo.png"),
    )
    assert english.files == {"photo.png"}


def test_dates_are_read_in_the_calendar_of_the_country_and_numbers_in_its_digits() -> None:
    form = visit_form().replace(b'"/data/who" type="string"', b'"/data/who" type="TYPE"')
    for kind, sent, shown in (("date", "2026-11-22", "یکشنبه ۱ آذر ۱۴۰۵"), ("int", "1200", "۱۲۰۰")):
        reading = read(form.replace(b"TYPE", kind.encode()), visit("a", who=sent))
        assert reading.sections[0].answers[0].value == shown


def test_a_form_that_cannot_be_run_still_shows_every_answer_by_its_name() -> None:
    broken = visit_form().replace(b'calculate="/data/code"', b'calculate="no-such-function("')
    reading = read(broken, visit("a"))
    assert not reading.labelled
    found = {answer.label: answer.value for section in reading.sections for answer in section.answers}
    assert (found["who"], found["crop"]) == ("زهرا", "w")


@pytest.mark.parametrize("labelled", [True, False])
def test_each_instance_of_a_repeat_is_a_section_of_its_own(labelled: bool) -> None:
    form = visit_form().replace(b'<select1 ref="', b'<repeat nodeset="/data/field"><select1 ref="')
    form = form.replace(b"</upload>", b"</upload></repeat>")
    if not labelled:
        form = form.replace(b'calculate="/data/code"', b'calculate="no-such-function("')
    twice = visit("a").replace(b"<field>", b"<field><crop>w</crop><photo/></field><field>")
    reading = read(form, twice, "en")
    assert reading.labelled == labelled
    named = ["Place of the field 1", "Place of the field 2"] if labelled else ["field 1", "field 2"]
    assert [section.title for section in reading.sections if section.title.startswith(named[0][:5])] == named

"""What came back is corrected at the desk, and the correction is an application of its own that names the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from assets.texts import say
from kiosk.correction import NotCorrectable, begin_correction
from kiosk.desk import lines
from kiosk.screens.desk import DeskScreen
from kiosk.screens.review import ReviewScreen
from kiosk.session import State
from sync.openrosa.verdicts import Verdict
from sync.store.records import Case, Status, Submission
from tests.kiosk.counter.page import PROGRAM
from tests.kiosk.counter.test_staff import handed_in_before

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sync.store import Store
    from tests.kiosk.counter.page import CounterPage


def only(store: Store) -> Submission:
    (row,) = store.desk.page()
    return store.submissions.get(row.key)


def refused(store: Store, verdict: Verdict) -> Submission:
    record = only(store)
    store.queue.begin_attempt(PROGRAM, record.key)
    return store.queue.refuse(PROGRAM, record.key, verdict=verdict.value, reason=verdict.text, permanent=True)


def asked_back(store: Store, message: str) -> Submission:
    """Let the office have the record, and ask for a correction of it."""
    record = only(store)
    store.queue.begin_attempt(PROGRAM, record.key)
    record = store.queue.acknowledge(PROGRAM, record.key, verdict=Verdict.STORED.value)
    case = Case(record.key.central, record.code[:17], "needs_correction", message, "claim", "2026-11-22")
    store.cases.upsert(PROGRAM, [case])
    return record


def said(store: Store, record: Submission) -> tuple[str, str, str]:
    """Return name, instanceID and deprecatedID of a submission."""
    root = etree.fromstring(store.submissions.xml(record.key))
    found = {etree.QName(node).localname: node.text or "" for node in root.iter(etree.Element)}
    return found["name"], found["instanceID"], found.get("deprecatedID", "")


@pytest.fixture
def again(counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path) -> CounterPage:
    return handed_in_before(counter, counter_on, tmp_path / "store")[0]


def correct_the_name(page: CounterPage) -> None:
    desk = page.screen(DeskScreen)
    page.touch_row(desk, 0)
    page.press(desk.correct)
    assert page.stands_in(State.REVIEW)
    review = page.screen(ReviewScreen)
    visit = page.counter.filling.visit
    assert visit is not None
    review.change_wanted.emit(visit.entry.review()[0].ref)
    assert page.stands_in(State.FILLING)
    page.type("Maryam ")
    page.go_on()
    page.hand_in()


def test_what_the_office_asks_back_is_corrected_and_names_the_old_one(again: CounterPage) -> None:
    old = asked_back(again.store, "name.photo")
    again.enter_desk()
    again.touch_row(again.screen(DeskScreen), 0)
    assert "name.photo" in again.words(), "the office's own words are read at the desk"
    correct_the_name(again)
    new = again.store.submissions.get(again.store.desk.page()[0].key)
    name, instance_id, deprecated = said(again.store, new)
    assert (deprecated, new.status) == (old.key.instance_id, Status.COMPLETE)
    assert instance_id == new.key.instance_id != old.key.instance_id
    assert "Maryam" in name
    assert "Zahra" in name
    assert again.store.corrections.of(old.key) == new.key


def test_what_no_centre_ever_took_deprecates_nothing(again: CounterPage) -> None:
    """The centre would look for a record that it never had, and refuse the correction for it."""
    refused(again.store, Verdict.REFUSED)
    again.enter_desk()
    correct_the_name(again)
    new = again.store.submissions.get(again.store.desk.page()[0].key)
    assert said(again.store, new)[2] == ""


def test_what_was_corrected_is_not_corrected_twice(again: CounterPage) -> None:
    old = refused(again.store, Verdict.REFUSED)
    again.enter_desk()
    correct_the_name(again)
    shown = {line.key: line for line in lines(again.store, "en")}
    assert not shown[old.key].correctable
    reason = shown[old.key].reason
    assert reason is not None
    assert "was corrected" in say(reason, "en")


@pytest.mark.parametrize(
    ("verdict", "correctable"),
    [(Verdict.REFUSED, True), (Verdict.UNKNOWN_FORM, True), (Verdict.STALE_CORRECTION, False)],
)
def test_what_the_office_has_newer_is_not_corrected_here(
    again: CounterPage, verdict: Verdict, correctable: bool
) -> None:
    refused(again.store, verdict)
    (line,) = lines(again.store, "en")
    assert line.correctable is correctable


def test_what_waits_or_arrived_well_has_nothing_to_correct(again: CounterPage) -> None:
    (line,) = lines(again.store, "en")
    assert not line.correctable
    again.enter_desk()
    desk = again.screen(DeskScreen)
    again.touch_row(desk, 0)
    assert not desk.correct.isEnabled()


def test_answers_that_were_shredded_cannot_be_corrected(again: CounterPage) -> None:
    record = asked_back(again.store, "")
    again.store.retention.shred(PROGRAM, [record.key])
    with pytest.raises(NotCorrectable):
        begin_correction(again.store, PROGRAM, record.key, now=again.counter.equipment.now)


def test_a_correction_that_is_given_up_leaves_the_old_one_as_it_was(again: CounterPage) -> None:
    refused(again.store, Verdict.REFUSED)
    again.enter_desk()
    desk = again.screen(DeskScreen)
    again.touch_row(desk, 0)
    again.press(desk.correct)
    assert len(again.savepoints()) == 1
    again.shell.end_wanted.emit()
    assert again.savepoints() == []
    (line,) = lines(again.store, "en")
    assert line.correctable


def test_why_it_came_back_is_read_beside_the_answers(again: CounterPage) -> None:
    asked_back(again.store, "name.photo")
    again.enter_desk()
    desk = again.screen(DeskScreen)
    again.touch_row(desk, 0)
    again.press(desk.correct)
    assert again.stands_in(State.REVIEW)
    assert "name.photo" in again.words()

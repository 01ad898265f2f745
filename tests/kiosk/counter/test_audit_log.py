"""What the counter writes into the audit log of a form that asks for one: what was seen, how long, what was changed."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from forms.audit import AUDIT_FILE
from forms.tracking import normalise
from forms.xlsform import to_xform
from kiosk.correction import begin_correction
from kiosk.screens.desk import DeskScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.review import ReviewScreen
from kiosk.session import State
from sync.store.records import RecordKey
from tests.kiosk.counter.page import PROGRAM
from tests.kiosk.counter.test_correction import asked_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.config import Config
    from tests.kiosk.counter.page import CounterPage
    from tests.sync.store.given import ToldClock

FORM = """
| survey | | | | | | |
| | type | name | label::Persian (fa) | required | appearance | parameters |
| | audit | audit | | | | {parameters} |
| | text | name | نام شما چیست؟ | yes | | |
| | begin group | house | خانه | | field-list | |
| | integer | rooms | چند اتاق؟ | | | |
| | integer | people | چند نفر؟ | | | |
| | end group | | | | | |
| | begin repeat | animal | دام | | | |
| | text | kind | چه دامی؟ | yes | | |
| | end repeat | | | | | |
| | acknowledge | agree | اجازه می‌دهم؟ | yes | | |
| settings | form_id | version | default_language | | | |
| | claim | 1 | Persian (fa) | | | |
"""
EVERYTHING = (
    "track-changes=true identify-user=true track-changes-reasons=on-form-edit "
    "location-priority=balanced location-min-interval=60 location-max-age=120"
)


@pytest.fixture
def parameters() -> str:
    """What the form asks of its log."""
    return EVERYTHING


@pytest.fixture
def claim(parameters: str) -> bytes:
    """The XForm of a form with a log."""
    return to_xform(FORM.format(parameters=parameters).encode(), name="claim").xform


@pytest.fixture
def config(config: Config) -> Config:
    """The configuration of a counter that knows where it stands."""
    return replace(config, office=replace(config.office, geopoint="36.17 54.35 1200.0 5.0"))


def log_of(counter: CounterPage) -> list[dict[str, str]]:
    """The log of the one filling-in there is, as another connection reads it."""
    with counter.store.for_thread() as beside:
        (row,) = beside._connection.rows("select central, instance_id from attachments where name = ?", (AUDIT_FILE,))
        with beside.attachments.open(RecordKey(*row), AUDIT_FILE) as file:
            return list(csv.DictReader(file.read().decode().splitlines(keepends=True)))


def said(log: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(line["event"], line["node"]) for line in log]


def fill(counter: CounterPage, clock: ToldClock) -> None:
    """Answer everything, twenty seconds a page; ends on the check of the answers."""
    counter.type("Zahra")
    clock.passes(seconds=20)
    counter.go_on()
    rooms = counter.screen(QuestionScreen).blocks["/data/house/rooms"].control.typing_field()
    assert rooms is not None
    QTest.keyClicks(rooms, "3")
    clock.passes(seconds=20)
    counter.go_on()
    counter.type("goat")
    counter.go_on()
    assert counter.question() == "animal"
    counter.go_on()
    assert counter.stands_in(State.REVIEW)


def test_what_was_seen_and_changed_goes_with_the_submission(counter: CounterPage, clock: ToldClock) -> None:
    counter.begin_claim()
    began = round(clock.now().timestamp() * 1000)
    fill(counter, clock)
    clock.passes(seconds=10)
    code = counter.hand_in()
    log = log_of(counter)
    assert said(log) == [
        ("form start", ""),
        ("question", "/data/name"),
        ("group questions", "/data/house"),
        ("question", "/data/house/rooms"),
        ("question", "/data/animal[1]/kind"),
        ("add repeat", "/data/animal[2]"),
        ("end screen", ""),
        ("question", "/data/agree"),
        ("form save", ""),
        ("form exit", ""),
        ("form finalize", ""),
    ]
    name = log[1]
    assert (int(name["start"]) - began, int(name["end"]) - began) == (0, 20_000)
    assert (name["old-value"], name["new-value"], name["user"]) == ("", "Zahra", "citizen")
    assert (name["latitude"], name["longitude"], name["accuracy"]) == ("36.17", "54.35", "5.0")
    assert (log[3]["new-value"], log[7]["new-value"]) == ("3", "OK")
    assert log[-1]["end"] == ""
    submission = counter.store.submissions.by_code(normalise(code))
    assert submission is not None
    assert [file.name for file in counter.store.attachments.of(submission.key)] == [AUDIT_FILE]
    assert b"<audit>audit.csv</audit>" in counter.store.submissions.xml(submission.key).replace(b"orx:", b"")


def test_what_is_gone_back_to_and_refused_is_told(counter: CounterPage, clock: ToldClock) -> None:
    counter.begin_claim()
    fill(counter, clock)
    counter.press(counter.screen(ReviewScreen).changes["/data/name"])
    field = counter.screen(QuestionScreen).typing_field()
    assert isinstance(field, QLineEdit)
    field.clear()
    counter.go_back()
    counter.go_on()
    assert counter.state is State.REVIEW
    counter.press(counter.screen(ReviewScreen).changes["/data/name"])
    counter.type("Maryam")
    counter.go_on()
    counter.hand_in()
    told = said(log_of(counter))
    at = told.index(("jump", ""))
    assert told[at - 1 : at + 2] == [("end screen", ""), ("jump", ""), ("question", "/data/name")]
    assert ("constraint error", "") in told
    changed = [line for line in log_of(counter) if line["node"] == "/data/name"]
    assert [(line["old-value"], line["new-value"]) for line in changed] == [
        ("", "Zahra"),
        ("Zahra", ""),
        ("", "Maryam"),
    ]


def test_a_pulled_plug_loses_at_most_the_page_shown(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, clock: ToldClock
) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.settles()
    counter.pull_the_plug()
    clock.passes(minutes=5)
    again = counter_on(tmp_path / "store")
    again.go_home()
    again.enter_desk()
    again.press(again.screen(DeskScreen).reopens[0])
    assert said(log_of(again)) == [("form start", ""), ("question", "/data/name"), ("form resume", "")]


def test_a_correction_goes_on_with_the_log_and_says_why(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, clock: ToldClock
) -> None:
    counter.begin_claim()
    fill(counter, clock)
    counter.hand_in()
    first = said(log_of(counter))
    counter.close()
    again = counter_on(tmp_path / "store")
    record = asked_back(again.store, "name.photo")
    draft = begin_correction(again.store, PROGRAM, record.key, now=clock.now)
    with again.store.attachments.open(draft.key, AUDIT_FILE) as file:
        log = list(csv.DictReader(file.read().decode().splitlines(keepends=True)))
    assert said(log) == [*first, ("change reason", "")]
    assert [line["change-reason"] for line in log] == [""] * len(first) + ["name.photo"]


@pytest.mark.parametrize("parameters", [""])
def test_a_form_that_asks_for_little_is_told_little(counter: CounterPage, clock: ToldClock) -> None:
    counter.begin_claim()
    fill(counter, clock)
    counter.hand_in()
    log = log_of(counter)
    assert list(log[0]) == ["event", "node", "start", "end"]
    assert ("question", "/data/house/rooms") not in said(log)
    assert "Zahra" not in str(log)


def test_a_group_and_its_instances_taken_out_are_told(counter: CounterPage, clock: ToldClock) -> None:
    counter.begin_claim()
    fill(counter, clock)
    counter.go_back()
    listing = counter.screen(QuestionScreen).repeat
    assert listing is not None
    counter.press(listing.removers[0])
    counter.go_on()
    assert ("delete repeat", "/data/animal[1]") in said(log_of(counter))

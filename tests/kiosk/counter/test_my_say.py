"""Having one's say at the counter: nobody is asked who she is, and staff learn neither that nor what was said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from assets import read
from assets.services import MY_SAY
from assets.texts import say
from forms.xlsform import to_xform
from kiosk.correction import is_correctable
from kiosk.desk import cut_off, lines
from kiosk.papers.kinds import Kind
from kiosk.screens.desk import DeskScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.papers import PapersScreen
from kiosk.screens.question import QuestionScreen
from kiosk.session import State
from sync.store.records import Status
from tests.kiosk.counter.page import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sync.store.records import AuditRow
    from tests.kiosk.counter.page import CounterPage

WORDS = "No water since spring"
_SIGNATURE = r"[A-Za-z0-9+/]{86}=="  # the device's, over the frozen bytes
NAME, MOBILE = "Zahra Canary", "09120004471"


@pytest.fixture(scope="session")
def xform() -> bytes:
    """The shipped form, converted once."""
    return to_xform(read(MY_SAY.workbook), name=MY_SAY.form_id).xform


@pytest.fixture
def counter(counter_on: Callable[[Path], CounterPage], tmp_path: Path, xform: bytes) -> CounterPage:
    """A counter that takes what people have to say."""
    page = counter_on(tmp_path / "store")
    page.store.forms.install(PROGRAM, form_id="my_say", version="1", name="my_say", hash="md5:1", xform=xform)
    return page


def begin(counter: CounterPage) -> None:
    """From attract to the first page of the form."""
    counter.go_home()
    tile = counter.screen(HomeScreen).say
    assert tile is not None
    counter.press(tile)
    assert counter.stands_in(State.SERVICE)
    counter.go_on()


def complain(counter: CounterPage, words: str = WORDS) -> None:
    """Answer as far as the question whether one wants to be called."""
    counter.go_on()
    for number in (1, 4):  # a complaint, about water, electricity or gas
        counter.choose(number)
        counter.go_on()
    counter.choose(1)
    counter.go_on()
    assert counter.question() == "words"
    counter.type(words)
    counter.go_on()
    assert counter.question() == "contact"


def hand_in(counter: CounterPage, words: str = WORDS) -> str:
    """Say it without a name; returns the tracking code."""
    begin(counter)
    complain(counter, words)
    counter.choose(1)
    counter.go_on()
    assert counter.stands_in(State.REVIEW)
    return counter.hand_in()


def test_nobody_is_asked_who_she_is_and_back_leads_to_the_service(counter: CounterPage) -> None:
    begin(counter)
    assert counter.stands_in(State.FILLING)
    counter.go_back()
    assert counter.stands_in(State.SERVICE)
    counter.go_on()
    complain(counter)
    assert counter.stands_in(State.FILLING)


def test_a_number_on_home_and_a_word_in_the_search_lead_there(counter: CounterPage) -> None:
    counter.go_home()
    home = counter.screen(HomeScreen)
    assert [tile.face.number for tile in (home.track, home.say, home.learn) if tile] == [2, 3, 4]
    home.search.field.setText("شکایت دارم")
    assert [tile.text() for tile in home.tiles] == [say(MY_SAY.title, "fa")]
    home.search.field.clear()
    QTest.keyClick(home, Qt.Key.Key_3)
    assert counter.stands_in(State.SERVICE)


def test_a_code_is_given_and_found_again(counter: CounterPage) -> None:
    record = counter.store.submissions.by_code(hand_in(counter))
    assert record is not None
    assert WORDS in counter.store.submissions.xml(record.key).decode()


def test_what_two_people_said_is_linked_by_nothing_here(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    """The log says of both the same but for each one's own random id and what is computed from that."""
    first = hand_in(counter)
    counter.close()
    again = counter_on(tmp_path / "store")
    second = hand_in(again)
    log = list(again.store.audit.rows())
    assert not any(word in str(row) for row in log for word in (WORDS, "complaint", "utilities"))
    told = [told_of(again, log, code) for code in (first, second)]
    assert told[0] == told[1]
    assert {actor for _, _, _, actor in told[0]} == {"citizen"}
    assert "submission.finalise" in {act for act, _, _, _ in told[0]}


def told_of(counter: CounterPage, log: list[AuditRow], code: str) -> list[tuple[str, str, str, str]]:
    """Act, subject, detail and actor of the log's rows about one submission, without its own id, hash and signature."""
    record = counter.store.submissions.by_code(code)
    assert record is not None
    own = re.compile(rf"{record.key.instance_id}|{record.sha256}|{code}|{_SIGNATURE}")
    about = [row for row in log if record.key.instance_id in row.subject + row.detail]
    return [(row.act, own.sub("…", row.subject), own.sub("…", row.detail), row.scope.actor) for row in about]


def test_the_desk_sees_that_something_was_said_and_neither_what_nor_by_whom(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    code = hand_in(counter)
    counter.close()
    again = counter_on(tmp_path / "store")
    again.go_home()
    again.enter_desk()
    desk = again.screen(DeskScreen)
    again.touch_row(desk, 0)
    assert say(MY_SAY.title, "fa") in str(desk.model.data(desk.model.index(0, 1)))
    assert WORDS not in again.words()
    again.press(desk.papers)
    assert again.stands_in(State.PAPERS)
    again.qtbot.waitUntil(lambda: not again.counter.equipment.press.busy)
    offered = {kind for kind, subject in again.screen(PapersScreen).tiles if subject == code}
    assert Kind.RECEIPT in offered
    assert Kind.COPY not in offered


def test_what_came_back_is_not_opened_at_the_desk(counter: CounterPage) -> None:
    hand_in(counter)
    (row,) = counter.store.desk.page()
    assert not is_correctable(counter.store, replace(row, status=Status.REJECTED))
    assert is_correctable(counter.store, replace(row, status=Status.REJECTED, form_id="claim"))
    (line,) = lines(counter.store, "fa")
    assert line.service == MY_SAY.title


def test_after_a_power_cut_nobody_at_the_desk_reads_on(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    begin(counter)
    complain(counter)
    counter.settles()
    counter.pull_the_plug()
    again = counter_on(tmp_path / "store")
    now = again.counter.equipment.clock.now
    assert len(again.store.drafts.interrupted(now())) == 1
    assert cut_off(again.store, now) == ()


def test_a_name_given_and_taken_back_is_nowhere(counter: CounterPage) -> None:
    begin(counter)
    complain(counter)
    counter.choose(2)
    counter.go_on()
    fields = counter.screen(QuestionScreen).findChildren(QLineEdit)
    for field, answer in zip(fields, (NAME, MOBILE), strict=True):
        field.setFocus()
        QTest.keyClicks(field, answer)
    counter.go_on()
    assert counter.stands_in(State.REVIEW)
    counter.go_back()
    counter.go_back()
    counter.choose(1)
    counter.go_on()
    assert NAME not in counter.words()
    record = counter.store.submissions.by_code(counter.hand_in())
    assert record is not None
    xml = counter.store.submissions.xml(record.key).decode()
    assert NAME not in xml
    assert MOBILE not in xml

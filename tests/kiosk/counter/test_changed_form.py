"""A form that changed, and a form that fails, while somebody fills it in: nobody is stopped, everybody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, say
from forms.tracking import normalise
from forms.xlsform import to_xform
from kiosk.screens.desk import DeskScreen
from kiosk.screens.fault_sign import FaultSign
from kiosk.screens.left_behind import LeftBehindScreen
from kiosk.screens.question import QuestionScreen
from kiosk.session import State
from tests.kiosk.counter.conftest import CLAIM
from tests.kiosk.counter.page import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.kiosk.counter.page import CounterPage

NEWER = CLAIM.replace("| | claim | 1 |", "| | claim | 2 |")
WITHOUT_SHEEP = NEWER.replace("| | kinds | sheep | گوسفند | Sheep | | | |\n", "").replace(
    "| | text | name |", "| | text | family |"
)
# regex() takes its pattern from an answer: what is no pattern can only be seen when it is there.
FAILS_ON_AN_ANSWER = """
| survey | | | | |
| | type | name | label::Persian (fa) | calculation |
| | text | pattern | الگو؟ | |
| | calculate | failing | | if(regex('abc', ${pattern}), 'yes', 'no') |
| | text | after | و بعد؟ | |
| settings | form_id | version | default_language | |
| | claim | 3 | Persian (fa) | |
"""


def install(counter: CounterPage, form: str, version: str) -> None:
    """Let an update bring another version of the form."""
    xform = to_xform(form.encode(), name="claim").xform
    counter.store.forms.install(
        PROGRAM, form_id="claim", version=version, name="Claim", hash=f"md5:{version}", xform=xform
    )


def cut_off_and_updated(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], folder: Path, newer: str
) -> CounterPage:
    """Answer, pull the plug, bring `newer`, and let the assistant reopen what was cut off."""
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.choose(1)
    counter.go_on()
    counter.settles()
    counter.pull_the_plug()
    again = counter_on(folder)
    install(again, newer, "2")
    again.go_home()
    again.enter_desk()
    again.press(again.screen(DeskScreen).reopens[0])
    assert again.state is State.FILLING
    return again


def handed_in(counter: CounterPage) -> str:
    code = counter.hand_in()
    submission = counter.store.submissions.by_code(normalise(code))
    assert submission is not None
    xml = counter.store.submissions.xml(submission.key).decode()
    assert f'version="{submission.form.version}"' in xml
    return xml


def test_what_the_newer_form_has_no_place_for_is_told_before_going_on(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again = cut_off_and_updated(counter, counter_on, tmp_path / "store", WITHOUT_SHEEP)
    again.screen(LeftBehindScreen)
    words = again.words()
    for told in ("Zahra", "نام شما چیست؟", "گوسفند", "چه دامی؟"):
        assert told in words
    for reason in (T("This question is no longer in the form."), T("This choice is no longer offered.")):
        assert say(reason, "fa") in words
    again.press(again.shell.header.language)
    again.screen(LeftBehindScreen)
    words = again.words()
    for told in ("Zahra", "What is your name?", "Sheep", "Which animal?", "This choice is no longer offered."):
        assert told in words
    assert "گوسفند" not in words
    again.go_on()
    again.screen(QuestionScreen)
    assert again.question() == "animal"
    again.go_back()
    assert again.question() == "family"
    again.type("Zahra Ahmadi")
    again.go_on()
    again.choose(1)
    again.go_on()
    again.go_on()
    again.type("2")
    again.go_on()
    xml = handed_in(again)
    assert "<family>Zahra Ahmadi</family>" in xml
    assert 'version="2"' in xml


def test_what_fits_goes_on_without_a_word_in_the_newer_form(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again = cut_off_and_updated(counter, counter_on, tmp_path / "store", NEWER)
    assert again.question() == "animal"
    again.go_on()
    again.type("2")
    again.go_on()
    xml = handed_in(again)
    assert 'version="2"' in xml
    assert "<name>Zahra</name>" in xml


def test_a_newer_form_that_cannot_be_read_leaves_the_draft_in_its_own(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.settles()
    counter.pull_the_plug()
    again = counter_on(tmp_path / "store")
    again.store.forms.install(
        PROGRAM, form_id="claim", version="2", name="Claim", hash="md5:2", xform=b"<html>not a form</html>"
    )
    again.go_home()
    again.enter_desk()
    again.press(again.screen(DeskScreen).reopens[0])
    assert again.question() == "kind"
    again.choose(1)
    again.go_on()
    again.go_on()
    again.type("2")
    again.go_on()
    assert 'version="1"' in handed_in(again)


def test_a_list_that_is_full_says_so_and_stays_as_it_is(counter: CounterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.instance.MOST_INSTANCES", 1)
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.choose(1)
    counter.go_on()
    assert counter.question() == "animal"
    listing = counter.screen(QuestionScreen).repeat
    assert listing is not None
    counter.press(listing.add)
    counter.qtbot.waitUntil(lambda: counter.shell.findChild(FaultSign) is not None)
    sign = counter.shell.findChild(FaultSign)
    assert isinstance(sign, FaultSign)
    sign.stay.emit()
    counter.qtbot.waitUntil(lambda: counter.shell.findChild(FaultSign) is None)
    assert counter.question() == "animal"
    assert len(counter.screen(QuestionScreen).page.refs) == 1
    counter.go_on()
    assert counter.question() == "loss"


def test_a_form_that_fails_says_so_once_and_the_person_goes_on(
    counter: CounterPage, caplog: pytest.LogCaptureFixture
) -> None:
    install(counter, FAILS_ON_AN_ANSWER, "3")
    counter.begin_claim()
    counter.type("(secret")
    counter.go_on()
    counter.qtbot.waitUntil(lambda: counter.shell.findChild(FaultSign) is not None)
    sign = counter.shell.findChild(FaultSign)
    assert isinstance(sign, FaultSign)
    assert "/data/failing" in counter.words()
    sign.stay.emit()
    counter.qtbot.waitUntil(lambda: counter.shell.findChild(FaultSign) is None)
    assert counter.question() == "after"
    counter.go_back()
    counter.type("x")
    counter.go_on()
    counter.type("done")
    counter.go_on()
    assert counter.stands_in(State.REVIEW)
    assert counter.shell.findChild(FaultSign) is None
    faults = [row for row in counter.store.audit.rows() if row.act == "form.fault"]
    assert [(row.subject, row.detail) for row in faults] == [("claim 3", "calculate of /data/failing")]
    assert "/data/failing" in caplog.text
    assert "secret" not in caplog.text

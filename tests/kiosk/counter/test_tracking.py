"""What the counter answers to «where is my application?», with and without a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from assets.texts import T, say
from kiosk.flows.track import FREE_GUESSES, PAUSE_SECONDS
from kiosk.papers.receipt import receipt_of
from kiosk.screens.home import HomeScreen
from kiosk.screens.track import TrackScreen
from printing.receipt import receipt_code
from sync.store.records import Case
from tests.kiosk.counter.page import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kiosk.counter.page import CounterPage
    from tests.sync.store.given import ToldClock

Tracked = tuple["CounterPage", str]


@pytest.fixture
def tracked(counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path) -> Tracked:
    """A counter at the tracking page, and the code of an application handed in before."""
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    counter.close()
    again = counter_on(tmp_path / "store")
    again.go_home()
    again.press(again.screen(HomeScreen).track)
    return again, code


def ask(counter: CounterPage, code: str) -> None:
    screen = counter.screen(TrackScreen)
    screen.field.clear()
    QTest.keyClicks(screen.field, code)
    counter.go_on()


def test_what_was_recorded_here_is_known_before_there_was_any_line(tracked: Tracked) -> None:
    counter, code = tracked
    ask(counter, code)
    assert say(T("Recorded here, to be sent"), "fa") in counter.words()


def test_the_officials_word_is_shown(tracked: Tracked) -> None:
    counter, code = tracked
    case = Case("main", code[:17], "approved", "Come on Monday.", "claim", "2026-11-23")
    counter.store.cases.upsert(PROGRAM, [case])
    ask(counter, code)
    assert say(T("Approved"), "fa") in counter.words()
    assert "Come on Monday." in counter.words()


def test_the_papers_signed_code_is_as_good_as_the_digits(tracked: Tracked) -> None:
    counter, code = tracked
    submission = counter.store.submissions.by_code(code)
    assert submission is not None
    office = counter.counter.equipment.config.office
    signed = receipt_code(receipt_of(counter.store, submission, office, "fa"), counter.store.device.private_key)
    ask(counter, signed)
    assert say(T("Recorded here, to be sent"), "fa") in counter.words()


def test_a_wrong_digit_is_noticed_before_anything_is_searched(tracked: Tracked) -> None:
    counter, code = tracked
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    ask(counter, wrong)
    assert say(T("This code is not right. Look at the paper again: it has 18 digits."), "fa") in counter.words()


def test_who_only_guesses_has_to_wait(tracked: Tracked, clock: ToldClock) -> None:
    counter, code = tracked
    for _ in range(FREE_GUESSES):
        ask(counter, "123456789012345678")
    ask(counter, code)
    assert counter.screen(TrackScreen).standing is None
    clock.passes(seconds=PAUSE_SECONDS + 1)
    ask(counter, code)
    assert counter.screen(TrackScreen).standing is not None

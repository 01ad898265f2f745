"""The learning corner: read at leisure, left without a warning, and nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assets.lessons import LESSONS
from assets.texts import say
from kiosk.idle import idle_time
from kiosk.screens.home import HomeScreen
from kiosk.screens.learn import LearnScreen
from kiosk.session import Event, State

if TYPE_CHECKING:
    from tests.kiosk.counter.page import CounterPage


def open_corner(counter: CounterPage) -> LearnScreen:
    counter.go_home()
    counter.press(counter.screen(HomeScreen).learn)
    assert counter.state is State.LEARN
    return counter.screen(LearnScreen)


def test_a_number_opens_a_lesson_and_back_leads_to_all_and_home(counter: CounterPage) -> None:
    corner = open_corner(counter)
    QTest.keyClick(corner, Qt.Key.Key_4)
    assert counter.shell.windowTitle() == say(LESSONS[3].title, "fa")
    assert all(say(step, "fa") in counter.words() for step in LESSONS[3].steps)
    counter.go_back()
    assert corner.tiles[0].isVisible()
    counter.go_back()
    assert counter.state is State.HOME


def test_a_lesson_is_read_in_the_language_of_now(counter: CounterPage) -> None:
    corner = open_corner(counter)
    counter.press(corner.tiles[0])
    counter.press(counter.shell.header.language)
    assert all(say(step, "en") in counter.words() for step in LESSONS[0].steps)
    assert counter.shell.windowTitle() == "How do I use this machine?"


def test_who_went_away_leaves_nothing_to_wipe(counter: CounterPage) -> None:
    open_corner(counter)
    time = idle_time(State.LEARN, unhurried=False)
    assert time is not None
    assert (time.quiet, time.countdown) == (180, 0)
    counter.counter.happen(Event.IDLED)
    assert counter.state is State.ATTRACT
    assert counter.savepoints() == []

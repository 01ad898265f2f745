"""What the counter promises the assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, say
from kiosk.screens.desk import DeskScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.pin import PinScreen
from kiosk.session import State
from sync.store.records import Role
from tests.kiosk.counter.page import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kiosk.counter.page import CounterPage
    from tests.sync.store.given import ToldClock


def handed_in_before(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], folder: Path
) -> tuple[CounterPage, str]:
    """Let somebody hand in an application, and open the counter anew as after each person."""
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    counter.close()
    again = counter_on(folder)
    again.go_home()
    return again, code


def test_the_desk_opens_only_with_the_right_pin(counter: CounterPage) -> None:
    counter.go_home()
    counter.enter_desk(pin="2580")
    assert counter.state is State.DESK


def test_a_wrong_pin_is_refused_and_counted(counter: CounterPage) -> None:
    counter.store.staff.set_pin(PROGRAM, "Maryam", Role.ASSISTANT, "2580")
    counter.go_home()
    counter.press(counter.screen(HomeScreen).staff)
    counter.give_pin("0000")
    assert counter.state is State.STAFF_PIN
    assert counter.screen(PinScreen).errors.isVisible()
    assert counter.screen(PinScreen).field.text() == ""


def test_the_desk_shows_what_waits_and_finds_it_by_its_code(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again, code = handed_in_before(counter, counter_on, tmp_path / "store")
    again.enter_desk()
    desk = again.screen(DeskScreen)
    assert desk.model.rowCount() == 1
    assert say(T("Recorded here"), "fa") in str(desk.model.data(desk.model.index(0, 3)))
    desk.search.setText("999999")
    assert desk.model.rowCount() == 0
    desk.search.setText(code[:6])
    assert desk.model.rowCount() == 1


def test_a_second_paper_is_counted(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, paper: Path
) -> None:
    again, _ = handed_in_before(counter, counter_on, tmp_path / "store")
    assert len(list(paper.glob("*.pdf"))) == 1
    again.enter_desk()
    desk = again.screen(DeskScreen)
    again.touch_row(desk, 0)
    again.press(desk.reprint)
    again.qtbot.waitUntil(lambda: say(T("The copy was printed."), "fa") in again.words())
    assert len(list(paper.glob("*.pdf"))) == 2


def test_an_interrupted_application_goes_on_where_it_was(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, clock: ToldClock
) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    assert counter.question() == "kind"
    counter.settles()
    counter.pull_the_plug()
    clock.passes(minutes=5)
    again = counter_on(tmp_path / "store")
    again.go_home()
    again.enter_desk()
    again.press(again.screen(DeskScreen).reopens[0])
    assert again.state is State.FILLING
    assert again.question() == "kind"
    again.go_back()
    again.go_back()
    assert again.question() == "name"
    assert again.shell.footer.back.isHidden()  # who is here was said before the plug was pulled
    again.go_on()
    again.go_on()
    assert again.question() == "kind"
    again.choose(1)
    again.go_on()
    again.go_on()
    again.type("2")
    again.go_on()
    again.hand_in()

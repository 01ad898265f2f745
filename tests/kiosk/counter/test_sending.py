"""The desk sees what is on its way, in kilobytes, and can stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import say
from kiosk.delivery import Sending
from kiosk.screens.desk import DeskScreen
from sync.openrosa.errors import Cancelled

if TYPE_CHECKING:
    from tests.kiosk.counter.page import CounterPage


def test_what_leaves_is_shown_and_can_be_stopped(counter: CounterPage) -> None:
    counter.go_home()
    counter.enter_desk()
    delivery, desk = counter.counter.equipment.delivery, counter.screen(DeskScreen)
    assert not desk.stop.isVisible()
    delivery.sending.emit(Sending("123456789012345678", 512_000, 1_250_000))
    assert "۵۱۲ از ۱۲۵۰" in counter.words().replace("\u2068", "").replace("\u2069", "")
    stopped: list[str] = []
    desk.stop_wanted.connect(lambda: stopped.append("stopped"))
    counter.press(desk.stop)
    assert stopped == ["stopped"]
    delivery.news.tell(Cancelled.text)
    assert say(Cancelled.text, "fa") in counter.words()
    assert not desk.stop.isVisible()


def test_away_from_the_desk_nobody_sees_it(counter: CounterPage) -> None:
    counter.go_home()
    before = counter.words()
    counter.counter.equipment.delivery.sending.emit(Sending("123456789012345678", 512_000, 1_250_000))
    assert counter.words() == before

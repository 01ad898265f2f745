"""A day and a time are asked by the counter's clock, which the centre corrects, and not by the machine's own."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from forms.xlsform import to_xform
from kiosk.controls.day import DateControl
from kiosk.controls.hour import TimeControl
from kiosk.screens.question import QuestionScreen

if TYPE_CHECKING:
    from tests.kiosk.counter.page import CounterPage
    from tests.sync.store.given import ToldClock

_WHEN = """
| survey | type | name | label::Persian (fa) | label::English (en) |
| | time | hour | ساعت چند بود؟ | What time was it? |
| | date | day | چه روزی بود؟ | Which day was it? |
| settings | form_id | version | default_language |
| | claim | 1 | Persian (fa) |
"""


@pytest.fixture(scope="session")
def claim() -> bytes:
    """A form that asks for a time and a day."""
    return to_xform(_WHEN.encode(), name="claim").xform


def answer(counter: CounterPage, ref: str) -> str:
    visit = counter.counter.filling.visit
    assert visit is not None
    return visit.entry.node(ref).value


def test_now_and_today_are_those_of_the_counter(counter: CounterPage, clock: ToldClock) -> None:
    here = clock.now().astimezone()
    counter.begin_claim()
    counter.press(counter.screen(QuestionScreen).findChildren(TimeControl)[0].now)
    told = datetime.combine(date.min, time.fromisoformat(answer(counter, "/data/hour")))
    assert (told.hour, told.minute) == (here.hour, here.minute)
    counter.go_on()
    counter.press(counter.screen(QuestionScreen).findChildren(DateControl)[0].today)
    assert date.fromisoformat(answer(counter, "/data/day")) == here.date()

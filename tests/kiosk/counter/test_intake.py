"""Past a limit nothing new is begun, and that is said; what was handed in goes on its way, and can be asked after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from assets.texts import T, say
from kiosk.config import Limits
from kiosk.intake import intake_stopped, notices
from kiosk.screens.home import HomeScreen
from kiosk.session import State
from sync.store import Store
from sync.store.checked_clock import CheckedClock
from tests.sync.store.given import KEY, MORNING, VISITOR, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kiosk.counter.page import CounterPage
    from tests.sync.store.given import ToldClock

STOPPED = T("This counter takes no new applications at the moment.")
ROOMY = Limits(free_mb=1)


class Usage(NamedTuple):
    """What the disk says of itself, as shutil tells it."""

    total: int
    used: int
    free: int


def test_a_counter_whose_applications_wait_too_long_takes_no_new_ones(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], clock: ToldClock, tmp_path: Path
) -> None:
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    counter.close()
    clock.passes(days=61)
    again = counter_on(tmp_path / "store")
    again.go_home()
    home = again.screen(HomeScreen)
    assert say(STOPPED, "fa") in again.words()
    assert home.tiles == ()
    again.press(home.track)
    assert again.stands_in(State.TRACK)
    again.go_back()
    again.enter_desk()
    words = say(
        T("New applications are stopped: one has waited {days} days to be sent. Send or export them first.", days=61),
        "fa",
    )
    assert words in again.words()
    row = again.store.submissions.by_code(code)
    assert row is not None
    again.store.queue.begin_attempt(VISITOR, row.key)
    again.store.queue.acknowledge(VISITOR, row.key, verdict="stored")
    again.close()
    last = counter_on(tmp_path / "store")
    last.go_home()
    assert len(last.screen(HomeScreen).tiles) == 1


@pytest.fixture
def store(tmp_path: Path, clock: ToldClock) -> Store:
    store = Store.open(tmp_path / "limits", KEY, clock)
    form = install(store).key
    for number in range(3):
        begin(store, form, f"uuid:{number}")
        finalise(store, form, f"uuid:{number}")
        clock.passes(days=1)
    return store


def test_each_limit_stops_the_intake_by_itself(store: Store, clock: ToldClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(limits: Limits) -> bool:
        return intake_stopped(store, limits, clock.now()) is not None

    with store:
        assert not stopped(ROOMY)
        assert not stopped(replace(ROOMY, backlog=3, backlog_days=3))
        assert stopped(replace(ROOMY, backlog=2))
        assert stopped(replace(ROOMY, backlog_days=2))
        monkeypatch.setattr("kiosk.intake.shutil.disk_usage", lambda _: Usage(10**9, 10**9 - 5_000_000, 5_000_000))
        assert stopped(replace(ROOMY, free_mb=6))
        assert not stopped(replace(ROOMY, free_mb=5))


def test_the_desk_is_told_of_a_wrong_clock(store: Store, clock: ToldClock) -> None:
    checked = CheckedClock(clock)
    with store:
        assert notices(store, ROOMY, checked) == ()
        checked.hear(MORNING + timedelta(days=3 + 20 * 365))
        (notice,) = notices(store, replace(ROOMY, backlog_days=10_000), checked)
        assert notice.code == "clock_wrong"
        assert "7300" in say(notice.text, "en")

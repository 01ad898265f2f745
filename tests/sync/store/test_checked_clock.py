"""A clock that is wrong by years is noticed, told and corrected for; order never hangs on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.store import Store
from sync.store.checked_clock import STEADY, CheckedClock, Heard
from tests.sync.store.given import KEY, MORNING, ToldClock, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

YEARS = timedelta(days=20 * 365)


@pytest.mark.parametrize("wrong", [YEARS, -YEARS, timedelta(hours=5)], ids=["ahead", "behind", "by hours"])
def test_a_wrong_clock_is_corrected_once_a_server_was_heard(wrong: timedelta) -> None:
    device = ToldClock(MORNING + wrong)
    clock = CheckedClock(device)
    assert clock.now() == MORNING + wrong
    assert clock.offset() is None
    clock.hear(MORNING)
    device.passes(hours=3)
    assert clock.now() == MORNING + timedelta(hours=3)
    assert clock.offset() == -wrong.total_seconds()
    assert clock.doubt() is not None


def test_setting_the_clock_while_the_counter_is_open_moves_nothing() -> None:
    device = ToldClock()
    clock = CheckedClock(device)
    clock.hear(MORNING)
    device.wall += YEARS
    device.seconds += 60
    assert clock.now() == MORNING + timedelta(minutes=1)
    assert clock.doubt() is not None


def test_a_right_clock_is_left_alone() -> None:
    """A server's answer has whole seconds and its own way to come."""
    device = ToldClock()
    clock = CheckedClock(device)
    assert clock.hear(MORNING - timedelta(seconds=1)) is not None
    assert (clock.now(), clock.offset(), clock.doubt()) == (MORNING, 0.0, None)
    assert clock.hear(MORNING - STEADY) is None


def test_what_was_heard_is_kept_for_the_next_start() -> None:
    device = ToldClock(MORNING + YEARS)
    heard = CheckedClock(device).hear(MORNING)
    assert heard is not None
    assert Heard.read(heard.json()) == heard
    assert Heard.read(None) is None
    device.passes(days=2)
    device.reboots()
    again = CheckedClock(device)
    again.recall(Heard.read(heard.json()), None)
    assert again.now() == MORNING + timedelta(days=2)
    device.wall = MORNING + timedelta(days=3)  # somebody set it right meanwhile
    assert again.now() == MORNING + timedelta(days=3)
    device.wall = MORNING - YEARS  # the battery is empty: it cannot be earlier than what a server told
    device.reboots()
    assert again.now() == MORNING


@pytest.mark.parametrize("wrong", [YEARS, -YEARS])
def test_before_any_line_an_impossible_clock_is_told(wrong: timedelta) -> None:
    device = ToldClock()
    clock = CheckedClock(device)
    clock.recall(None, MORNING)
    assert clock.doubt() is None
    device.wall += wrong
    assert clock.doubt() is not None


@given(st.timedeltas(-YEARS, YEARS), st.integers(0, 10**7))
def test_corrected_time_only_goes_forward_within_a_run(wrong: timedelta, seconds: int) -> None:
    device = ToldClock(MORNING + wrong)
    clock = CheckedClock(device)
    clock.hear(MORNING)
    before = clock.now()
    device.seconds += seconds
    device.wall -= timedelta(seconds=seconds)
    assert clock.now() - before == timedelta(seconds=seconds)


def test_every_record_keeps_what_was_added_to_the_devices_clock(folder: Path) -> None:
    device = ToldClock(MORNING + YEARS)
    clock = CheckedClock(device)
    with Store.open(folder, KEY, clock) as store:
        form = install(store).key
        begin(store, form, "uuid:1")
        early = finalise(store, form, "uuid:1")
        clock.hear(MORNING)
        begin(store, form, "uuid:2")
        late = finalise(store, form, "uuid:2")
        assert (early.clock_offset, late.clock_offset) == (None, -YEARS.total_seconds())
        assert (early.finalised_at, late.finalised_at) == (MORNING + YEARS, MORNING)
        assert late.finalised_at - timedelta(seconds=late.clock_offset or 0) == device.wall
        queued = [one.key.instance_id for one in store.queue.pending(clock.now())]
        assert queued == ["uuid:1", "uuid:2"], "by the count of acts, whatever the clock said"

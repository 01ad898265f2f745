"""What a power cut interrupted, as the desk shows it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.desk import cut_off
from sync.store import Store
from tests.sync.store.given import KEY, ToldClock, begin, install

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("passed", "said"), [(timedelta(minutes=7, seconds=40), 7), (timedelta(days=-7300), 0)])
def test_how_long_ago_it_was_is_never_less_than_nothing(tmp_path: Path, passed: timedelta, said: int) -> None:
    """An empty battery sets the clock back by years while the power is away."""
    clock = ToldClock()
    with Store.open(tmp_path / "store", KEY, clock) as store:
        begin(store, install(store).key)
    clock.wall += passed
    clock.reboots()
    with Store.open(tmp_path / "store", KEY, clock) as store:
        assert [each.minutes for each in cut_off(store, clock.now)] == [said]

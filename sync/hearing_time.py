"""What the central's clock shows, taken over by this machine and kept for the next start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sync.store.checked_clock import CheckedClock, Heard

if TYPE_CHECKING:
    from datetime import datetime

    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope

_HEARD = "clock.heard"


def hear_time(store: Store, scope: Scope, clock: Clock, told: datetime | None) -> None:
    """Hold the device's clock against the time that the central told; what is new is kept in the store."""
    if told is None or not isinstance(clock, CheckedClock):
        return
    heard = clock.hear(told)
    if heard is not None:
        store.settings.put(replace(scope, central=""), _HEARD, heard.json(), act_name="clock.set")


def recall_time(store: Store, clock: CheckedClock) -> None:
    """Go on with what was heard before this start."""
    clock.recall(Heard.read(store.settings.get("", _HEARD)), store.audit.newest_at())

"""When this counter takes no new application: too much waits, for too long, or the disk has too little room.

Saving what was begun, delivering and exporting go on: only a new filling-in is not started.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assets.texts import T
from sync.store.checked_clock import CheckedClock

if TYPE_CHECKING:
    from datetime import datetime

    from assets.texts import Text
    from kiosk.config import Limits
    from sync.store import Store
    from sync.store.clock import Clock

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Notice:
    """What staff must know of this machine: a code of a closed set, as the health report says it, and the sentence."""

    code: str
    text: Text


def intake_stopped(store: Store, limits: Limits, now: datetime) -> Text | None:
    """Return why nothing new is taken, for staff; None where everything is as usual."""
    stopped = _stopped(store, limits, now)
    return None if stopped is None else stopped.text


def notices(store: Store, limits: Limits, clock: Clock) -> tuple[Notice, ...]:
    """Return what staff must know of this machine itself: that it takes nothing new, that its clock is wrong."""
    doubt = clock.doubt() if isinstance(clock, CheckedClock) else None
    found = (_stopped(store, limits, clock.now()), None if doubt is None else Notice("clock_wrong", doubt))
    return tuple(notice for notice in found if notice is not None)


def _stopped(store: Store, limits: Limits, now: datetime) -> Notice | None:
    free = shutil.disk_usage(store.file.folder).free // _MEGABYTE
    if free < limits.free_mb:
        text = T(
            "New applications are stopped: the disk has {free} MB left, and {limit} are needed. Make room.",
            free=free,
            limit=limits.free_mb,
        )
        return Notice("disk_full", text)
    if store.queue.is_longer_than(limits.backlog):
        text = T(
            "New applications are stopped: more than {limit} wait to be sent. Send or export them first.",
            limit=limits.backlog,
        )
        return Notice("backlog_long", text)
    since = store.queue.waits_since()
    if since is not None and now - since > timedelta(days=limits.backlog_days):
        text = T(
            "New applications are stopped: one has waited {days} days to be sent. Send or export them first.",
            days=(now - since).days,
        )
        return Notice("backlog_old", text)
    return None

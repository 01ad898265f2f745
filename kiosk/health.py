"""How a machine stands, without a word about anybody: for the technician at it, and for whoever looks after many."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from assets.texts import T, say
from kiosk.intake import notices
from sync.keys.escrow import ESCROW

if TYPE_CHECKING:
    from datetime import timedelta

    from assets.texts import Text
    from kiosk.config import Limits
    from sync.keys import KeyLevel
    from sync.releases.standing import Result
    from sync.store import Store
    from sync.store.checked_clock import CheckedClock

_MEGABYTE = 1_000_000
_COUNTED = 1_000_000  # a longer backlog is counted no further


@dataclass(frozen=True, slots=True)
class Health:
    """Versions, numbers and marks; `notices` are what somebody should do something about.

    oldest_waits: how long the oldest application waits to be sent, None where none waits. clock_offset: seconds that
    are added to the device's clock, None where no server was ever heard. checkpoint: the register's newest mark.
    silent: why nothing can be read aloud here, None where it can. update: what became of the last newer program.
    """

    version: str
    backlog: int
    oldest_waits: timedelta | None
    free_mb: int
    clock_offset: float | None
    key: KeyLevel
    escrowed: bool
    checkpoint: str
    notices: tuple[Text, ...]
    silent: Text | None
    update: Result | None = None

    @property
    def good(self) -> bool:
        """Whether nobody has to do anything."""
        return not self.notices and (self.update is None or self.update.good)

    def json(self) -> str:
        """Return it for a program."""
        waits = None if self.oldest_waits is None else round(self.oldest_waits.total_seconds())
        about = {
            "version": self.version,
            "backlog": self.backlog,
            "oldest_waits_seconds": waits,
            "free_mb": self.free_mb,
            "clock_offset_seconds": self.clock_offset,
            "key_level": self.key.protection,
            "key_backend": self.key.backend,
            "key_escrowed": self.escrowed,
            "checkpoint": self.checkpoint,
            "silent": None if self.silent is None else say(self.silent, "en"),
            "update": None if self.update is None else f"{self.update.outcome} {self.update.version}",
            "notices": [say(notice, "en") for notice in self.notices],
        }
        return json.dumps(about, indent=1)


def health_of(
    store: Store,
    limits: Limits,
    clock: CheckedClock,
    key: KeyLevel,
    *,
    silent: Text | None = None,
    update: Result | None = None,
) -> Health:
    """Look at the machine as it stands now; `silent` and `update` are what others know."""
    since, newest = store.queue.waits_since(), store.checkpoints.newest()
    folder = store.file.folder
    return Health(
        version=version("pishkhan"),
        backlog=store.queue.backlog() if not store.queue.is_longer_than(_COUNTED) else _COUNTED,
        oldest_waits=None if since is None else clock.now() - since,
        free_mb=shutil.disk_usage(folder).free // _MEGABYTE,
        clock_offset=clock.offset(),
        key=key,
        escrowed=(folder / ESCROW).exists(),
        checkpoint=newest.short if newest else "",
        notices=tuple(notice.text for notice in notices(store, limits, clock)),
        silent=silent,
        update=update,
    )


def health_lines(health: Health) -> tuple[Text, ...]:
    """Return it in words."""
    waits = health.oldest_waits.days if health.oldest_waits is not None else 0
    escrow = T("The key lies in escrow.") if health.escrowed else T("The key does not lie in escrow.")
    return (
        T("Version {version}", version=health.version),
        *([health.update.text] if health.update is not None else []),
        T("Waiting to be sent: {count}, the oldest for {days} days", count=health.backlog, days=waits),
        T("Room on the disk: {free} MB", free=health.free_mb),
        health.key.text,
        escrow,
        *([T("Newest mark of the register: {mark}", mark=health.checkpoint)] if health.checkpoint else []),
        health.silent if health.silent is not None else T("The screens can be read aloud."),
        *health.notices,
    )

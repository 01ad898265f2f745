"""Where the store gets the time from: a clock handed in, never read inside."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, runtime_checkable
from uuid import uuid4


class Clock(Protocol):
    """The device's time. Wall time may be wrong by years; monotonic time only grows while `boot()` stays the same."""

    def now(self) -> datetime:
        """Return the wall time, aware."""

    def monotonic(self) -> float:
        """Return seconds since an unknown moment, not moved by setting the wall clock."""

    def boot(self) -> str:
        """Return an id of the run of the machine that `monotonic()` counts in."""


@runtime_checkable
class CorrectedClock(Clock, Protocol):
    """A clock that is held against a server's time."""

    def offset(self) -> float | None:
        """Return the seconds that `now` adds to the device's clock; None where no server was ever heard."""


def offset_of(clock: Clock) -> float | None:
    """Return the seconds in `clock`'s time that are not the device's own, None where that is not known."""
    return clock.offset() if isinstance(clock, CorrectedClock) else None


class SystemClock:
    """The clock of the machine this runs on."""

    def __init__(self) -> None:
        self._boot = _boot_id()

    def now(self) -> datetime:
        """Return the wall time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds since the machine started, asleep or awake where the system counts that."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()

    def boot(self) -> str:
        """Return the kernel's boot id, or where there is none an id of this process."""
        return self._boot


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid4())

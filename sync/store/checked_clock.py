"""The device's clock, held against what servers say the time is: a wrong one is noticed, told, and corrected for.

Order is never told by it: that is the device's own count of acts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from assets.texts import T
from sync.store.columns import read, written

if TYPE_CHECKING:
    from assets.texts import Text
    from sync.store.clock import Clock

STEADY = timedelta(seconds=5)  # what the answer's way and its whole seconds make up: no reason to move the time
WRONG = timedelta(minutes=10)
LONGEST_SILENCE = timedelta(days=400)  # a clock further on than this since it was last looked at is not believed
_CENTURY = timedelta(days=36_525)
MADE = datetime(2026, 11, 1, tzinfo=UTC)  # this program did not run before it was written


@dataclass(frozen=True, slots=True)
class Heard:
    """A server's time, and what the device's own clocks showed at that moment."""

    server: datetime
    device: datetime
    monotonic: float
    boot: str

    def json(self) -> str:
        """Return it as the store keeps it."""
        return json.dumps([written(self.server), written(self.device), self.monotonic, self.boot])

    @classmethod
    def read(cls, text: str | None) -> Heard | None:
        """Return what `json` wrote, None for none."""
        if text is None:
            return None
        server, device, monotonic, boot = json.loads(text)
        return cls(read(server), read(device), float(monotonic), str(boot))


class CheckedClock:
    """A clock whose wall time is the server's, as far as one was heard; it may be used by every thread."""

    def __init__(self, device: Clock, heard: Heard | None = None) -> None:
        """Correct `device` by what was `heard` last."""
        self._device = device
        self._heard = heard
        self._last_act: datetime | None = None

    def now(self) -> datetime:
        """Return the corrected time in UTC; the device's own where no server was ever heard."""
        device, heard = self._device.now(), self._heard
        if heard is None:
            return device
        if heard.boot == self._device.boot():  # whoever sets the clock meanwhile moves nothing
            return heard.server + timedelta(seconds=self._device.monotonic() - heard.monotonic)
        if heard.server - WRONG <= device <= heard.server + LONGEST_SILENCE:
            return device
        return max(device + (heard.server - heard.device), heard.server)

    def monotonic(self) -> float:
        """Return the device's monotonic seconds."""
        return self._device.monotonic()

    def boot(self) -> str:
        """Return the id of the run that they count in."""
        return self._device.boot()

    def offset(self) -> float | None:
        """Return the seconds that `now` adds to the device's clock; None where no server was ever heard."""
        if self._heard is None:
            return None
        return round((self.now() - self._device.now()).total_seconds(), 1)

    def hear(self, server: datetime) -> Heard | None:
        """Take over a server's time; returns what to keep of it, None where it says nothing new, or nothing possible.

        Only from an answer that can be nobody else's: a captive portal has a clock too.
        """
        if not MADE <= server <= MADE + _CENTURY:
            return None
        apart = abs(server - self.now())
        if self._heard is not None and self._heard.boot == self._device.boot() and apart <= STEADY:
            return None
        device = self._device.now()
        steady = abs(server - device) <= STEADY
        self._heard = Heard(device if steady else server, device, self._device.monotonic(), self._device.boot())
        return self._heard

    def recall(self, heard: Heard | None, last_act: datetime | None) -> None:
        """Go on with what was `heard` before this start, and with the time of the store's last act.

        The act that opened the store at this very start says nothing: it was made under the clock in question.
        """
        self._heard = heard
        self._last_act = last_act if self._last_act is None else self._last_act

    def doubt(self) -> Text | None:
        """Return what is wrong with the device's clock, for whoever can set it; None where nothing is known to be."""
        device, offset = self._device.now(), self.offset()
        if offset is not None and abs(offset) > WRONG.total_seconds():
            return T(
                "The clock of this machine is wrong by {length}. Dates are corrected by the centre's clock. "
                "The technician should set it.",
                length=_length(timedelta(seconds=abs(offset))),
            )
        last = self._last_act or MADE
        if offset is None and (device < max(last - WRONG, MADE) or device > last + LONGEST_SILENCE):
            return T(
                "The clock of this machine cannot be right: it shows {date}. It is corrected at the next line to the "
                "centre; the technician should set it.",
                date=device.date().isoformat(),
            )
        return None


def _length(apart: timedelta) -> Text:
    if apart >= timedelta(days=2):
        return T("{count} days", count=apart.days)
    return T("{count} minutes", count=round(apart.total_seconds() / 60))

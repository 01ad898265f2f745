"""The way to one central as delivery's thread walks it: its agent, and when the next run is worth it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.line import Line, line_to

if TYPE_CHECKING:
    from sync.agent import Agent
    from sync.openrosa.client import OpenRosaClient
    from sync.report import RunReport

PROBE_SECONDS = 30.0


@dataclass(slots=True)
class Route:
    """One central's agent over its client; moments are on the monotonic clock, in seconds."""

    central: str
    agent: Agent
    client: OpenRosaClient
    pause: float
    due: float = 0.0
    probe: float | None = None

    def run(self) -> RunReport:
        """Run the agent once and remember when the next run is worth it."""
        report = self.agent.run_once()
        now = time.monotonic()
        self.due = now + (report.wait.total_seconds() if report.stopped else self.pause)
        self.probe = None if report.online else now + PROBE_SECONDS
        return report

    def is_due(self) -> bool:
        """Tell whether to run now: time has come, or a probe without a body finds the line back."""
        now = time.monotonic()
        if self.probe is not None and now >= self.probe:
            self.probe = now + PROBE_SECONDS
            if line_to(self.client) is Line.UP:
                self.due = now
        return now >= self.due

    def wait(self) -> float:
        """Return the seconds until there is something to do here."""
        return max(0.0, min(self.due, self.probe or self.due) - time.monotonic())

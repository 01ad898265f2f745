"""What one run of delivery changed: the only thing the screens need to know about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from assets.texts import Text
    from sync.store.records import Case, InstalledForm, Submission
    from sync.updates import Problem


@dataclass(frozen=True, slots=True)
class Failure:
    """A submission that did not get through: its tracking code, why in plain words, and whether for good."""

    code: str
    reason: Text
    permanent: bool


@dataclass(frozen=True, slots=True)
class RunReport:
    """What changed. `stopped` says why the run ended early, to the technician; `wait` when the next one is worth it."""

    online: bool
    wait: timedelta
    central: str = ""
    delivered: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    forms: tuple[InstalledForm, ...] = ()
    withdrawn: tuple[InstalledForm, ...] = ()
    cases: tuple[Case, ...] = ()
    problems: tuple[Problem, ...] = ()
    waiting: int = 0
    stopped: Text | None = None


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    delivered: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    stubborn: list[Submission] = field(default_factory=list)

"""How long to wait after a failure: longer each time, never at the same moment as everybody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
_MOST_DOUBLINGS = 20


def wait_after(failures: int, random: Random, *, first: timedelta = FIRST, longest: timedelta = LONGEST) -> timedelta:
    """Return the wait after the `failures`-th failure in a row (from 1): doubling, then between half and all of it."""
    whole = min(longest, first * (1 << min(failures - 1, _MOST_DOUBLINGS)))
    return whole * random.uniform(0.5, 1.0)

"""From a key to its letter on the screen: a question's field against a bare line edit in a bare window."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from tests.bench.against_bare import against_bare

if TYPE_CHECKING:
    from tests.bench.ratio import Ratio

_AIM = 1.3


def measure() -> list[Ratio]:
    """Return the ratio of the medians, keys typed in one process and in turn."""
    return against_bare("key to painted letter, median", "tests.bench.lettered", statistics.median, _AIM)

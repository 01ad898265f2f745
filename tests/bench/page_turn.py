"""A page turn on a form of 1,000 questions, against the same pages, made before, switched in a bare stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.against_bare import against_bare, percentile_95

if TYPE_CHECKING:
    from tests.bench.ratio import Ratio

_AIM = 1.5


def measure() -> list[Ratio]:
    """Return the ratio of the 95th percentiles, turns taken in one process and in turn."""
    return against_bare("page turn, 1,000 questions, p95", "tests.bench.turned_pages", percentile_95, _AIM)

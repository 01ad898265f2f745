"""A page turn between questions of twenty picture tiles, against the same pages, made before, in a bare stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.against_bare import against_bare, percentile_95

if TYPE_CHECKING:
    from tests.bench.ratio import Ratio

_AIM = 3.0


def measure() -> list[Ratio]:
    """Return the ratio of the 95th percentiles, turns taken in one process and in turn."""
    return against_bare("page turn, twenty picture tiles, p95", "tests.bench.tiled", percentile_95, _AIM)

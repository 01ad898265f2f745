"""A page turn between questions of twenty picture tiles, against the same pages, made before, in a bare stack."""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from tests.bench.ratio import Ratio
from tests.bench.stage import stage

_AIM = 3.0


def measure() -> list[Ratio]:
    """Return the ratio of the 95th percentiles, turns taken in one process and in turn."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
        told = here.play("tests.bench.tiled", str(here.folder))
    times: dict[str, list[float]] = json.loads(told.splitlines()[-1])
    ours, bare = (statistics.quantiles(times[name], n=20)[-1] for name in ("ours", "bare"))
    return [Ratio("page turn, twenty picture tiles, p95", ours, bare, "ms", _AIM)]

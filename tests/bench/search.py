"""One key stroke of a search among 500 services, from the key until the answers are painted, against 30 ms."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.bench.against_bare import percentile_95
from tests.bench.ratio import Ratio
from tests.bench.stage import stage

_MOST = 30.0  # milliseconds


def measure() -> list[Ratio]:
    """Return the 95th percentile over what it may be."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
        times: list[float] = json.loads(here.play("tests.bench.searched").splitlines()[-1])
    return [Ratio("search, a key stroke among 500 services, p95", percentile_95(times), _MOST, "ms", 1.0)]

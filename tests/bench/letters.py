"""From a key to its letter on the screen: a question's field against a bare line edit in a bare window."""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

from tests.bench.ratio import Ratio
from tests.bench.stage import stage

_AIM = 1.3


def measure() -> list[Ratio]:
    """Return the ratio of the medians, keys typed in one process and in turn."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
        told = here.play("tests.bench.lettered", str(here.folder))
    times: dict[str, list[float]] = json.loads(told.splitlines()[-1])
    ours, bare = (statistics.median(times[name]) for name in ("ours", "bare"))
    return [Ratio("key to painted letter, median", ours, bare, "ms", _AIM)]

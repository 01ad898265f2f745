"""From starting the program until attract has answered a touch with the store open, against a bare window's answer."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.ratio import Ratio
from tests.bench.stage import stage

if TYPE_CHECKING:
    from tests.bench.stage import Stage

_AIM = 3.0
_ROUNDS = 9


def measure() -> list[Ratio]:
    """Return the ratio of medians of whole processes, started in turn; both have the disk's cache warm."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
        bare = ("tests.bench.bare_window",)
        ours = ("tests.bench.counter_window", "touched", str(here.folder))
        rounds = [(_seconds(here, *ours), _seconds(here, *bare)) for _ in range(_ROUNDS + 1)][1:]
    ours_median, bare_median = (statistics.median(times) for times in zip(*rounds, strict=True))
    return [Ratio("start until attract answers a touch", ours_median, bare_median, "s", _AIM)]


def _seconds(here: Stage, *command: str) -> float:
    started = time.monotonic()
    return float(here.play(*command).split()[0]) - started

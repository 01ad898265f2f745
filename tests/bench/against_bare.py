"""One process that measures the counter and the same thing bare, in turn: how its two lists become a ratio."""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.ratio import Ratio
from tests.bench.stage import stage

if TYPE_CHECKING:
    from collections.abc import Callable


def against_bare(name: str, module: str, of: Callable[[list[float]], float], aim: float) -> list[Ratio]:
    """Run `module`, which prints the milliseconds of `ours` and `bare`, and return what `of` makes of each, as one."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
        told = here.play(module, str(here.folder))
    times: dict[str, list[float]] = json.loads(told.splitlines()[-1])
    return [Ratio(name, of(times["ours"]), of(times["bare"]), "ms", aim)]


def percentile_95(times: list[float]) -> float:
    """Return what nineteen of twenty `times` are below."""
    return statistics.quantiles(times, n=20)[-1]

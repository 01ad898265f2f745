"""Five hundred people one after the other in one process: memory and widgets after them, against those after ten.

In the running program nobody follows in the same process: it is replaced after each person. Here it is kept, so that
what a session leaves behind is seen.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.bench.ratio import Ratio
from tests.bench.stage import stage

_PATIENCE = 3600  # seconds


def measure() -> list[Ratio]:
    """Return the two ratios of one process."""
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
        told = here.play("tests.bench.sessioned", str(here.folder), patience=_PATIENCE)
    found: dict[str, dict[str, float]] = json.loads(told.splitlines()[-1])
    few, many = found["few"], found["many"]
    return [
        Ratio("memory after 500 sessions, against ten", many["megabytes"], few["megabytes"], "MB", 1.05),
        Ratio("widgets after 500 sessions, against ten", many["widgets"], few["widgets"], "", 1.0),
    ]

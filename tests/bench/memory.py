"""Resident memory after a visit whose receipt was printed, against a bare window with one label."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from PIL import Image

from tests.bench.ratio import Ratio
from tests.bench.stage import stage

_AIM = 3.0
_ROUNDS = 3
_PHOTO = (2400, 1800)


def measure() -> list[Ratio]:
    """Return the ratio of medians of whole processes, each on a machine of its own."""
    ours, bare = [], []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as folder, stage(Path(folder) / "machine") as here:
            Image.effect_noise(_PHOTO, 40).convert("RGB").save(here.folder / "photo.jpg")
            bare.append(_megabytes(here.play("tests.bench.bare_window", "memory")))
            ours.append(_megabytes(here.play("tests.bench.counter_window", "visited", str(here.folder))))
            if not list((here.folder / "paper").glob("*.pdf")):
                raise AssertionError("no receipt was printed")
    return [Ratio("memory after a printed visit", statistics.median(ours), statistics.median(bare), "MB", _AIM)]


def _megabytes(told: str) -> float:
    """Return what a process said that it holds; what it says after that is the next process's."""
    (line,) = [line for line in told.splitlines() if line.startswith("resident ")]
    return int(line.split()[1]) / 2**20

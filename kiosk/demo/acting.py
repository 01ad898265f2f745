"""One act of the demonstration: the counter itself, with a hand that walks through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kiosk.app import run_counter
from kiosk.config_file import read_config
from kiosk.demo.hand import Hand
from kiosk.demo.outside import Outside
from kiosk.demo.script import Script
from kiosk.demo.walk import Walk

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.counter import Counter

# After each act the process is replaced, as after each person.
NEXT_ACT = {"hand-in": "desk", "desk": "track", "track": "track"}


def play(act: str, out: Path) -> int:
    """Play `act` on the demonstration's folder `out`; returns the exit status."""

    def attend(counter: Counter) -> Script:
        walk = Walk(counter, Hand(counter.equipment.shell, out), Outside(), out / "data" / "field.jpg")
        script = Script(walk.act(act))
        script.ended.connect(lambda error: _ended(act, error))
        return script

    successor = ["demo", "--out", str(out), "--act", NEXT_ACT[act]]
    return run_counter(read_config(out / "data" / "pishkhan.toml"), out / "data", successor, attend=attend)


def _ended(act: str, error: Exception | None) -> None:
    """Leave after the last act, or when the script failed; else the counter itself goes on to the next process."""
    if error is not None:
        QApplication.exit(1)
    elif act == "track":
        QApplication.exit(0)

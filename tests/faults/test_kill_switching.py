"""`kill -9` of launcher and release while one is switched for another: whichever stands there then, it starts."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from sync.releases.standing import Releases
from tests.faults.conftest import KILLS, SOAK
from tests.kiosk.launching import HEALTHY, launch, program, started

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = KILLS // 3 if SOAK else 5
LEAVES, SWITCHES = "sys.exit(3)", "sys.exit(SWITCH if launched.has_to_go() else 3)"


def test_killed_at_any_moment_some_program_always_runs(tmp_path: Path) -> None:
    chance, releases = random.Random(11), Releases(tmp_path / "releases")  # noqa: S311
    program(tmp_path / "installed", HEALTHY, SWITCHES)
    program(releases.folder / "1.1.0" / "pishkhan", HEALTHY, "import time; time.sleep(0.2)", SWITCHES)
    program(releases.folder / "1.2.0" / "pishkhan", HEALTHY, LEAVES)
    for _ in range(ROUNDS):
        releases.change(lambda one: replace(one, current="", waiting="1.1.0", tries=None))
        process = launch(tmp_path)
        time.sleep(chance.uniform(0.1, 1.2))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert releases.standing().current in ("", "1.1.0")
    releases.change(lambda one: replace(one, waiting="1.2.0"))
    assert launch(tmp_path).wait(60) == 3
    assert started(tmp_path)[-1] == "1.2.0 kiosk"
    assert list(releases.folder.glob(".tmp-*")) == []

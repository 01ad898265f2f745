"""The disk answers EIO to one fsync, at every position in turn: what the store said is kept is there all the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import count
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from tests.faults.conftest import SOAK
from tests.faults.worker import REFUSED, told_in
from tests.sync.store.given import KEY
from tests.sync.store.test_kill import Ledger

if TYPE_CHECKING:
    from pathlib import Path

APPLICATIONS = 3
POSITIONS = count(1) if SOAK else (1, 7, 16)  # 1, 2, 3 and so on until there is no fsync left to fail


def _fails_here() -> bool:
    """Whether this machine lets us put errors into system calls."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-qq", "-e", "inject=fsync:error=EIO", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.system
@pytest.mark.skipif(not _fails_here(), reason="strace cannot trace here")
def test_an_fsync_that_fails_at_any_position_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    refused = 0
    for position in POSITIONS:
        folder, trace = tmp_path / str(position), tmp_path / f"{position}.trace"
        calls = "fsync,fdatasync"
        strace = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={calls}"]
        strace += ["-e", "signal=none", "-e", f"inject={calls}:error=EIO:when={position}"]
        worker = [sys.executable, "-m", "tests.faults.worker", str(folder), str(position), str(APPLICATIONS)]
        done = subprocess.run([*strace, *worker], capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode in (0, REFUSED), done.stderr
        ledger = Ledger()
        ledger.hear([said for said in told_in(done.stdout) if said[0] != "ready"])
        with Store.open(folder, KEY, SystemClock()) as store:
            ledger.check(store)
            assert check_store(store).problems == ()
        shutil.rmtree(folder)
        if "INJECTED" not in trace.read_text():
            break
        refused += done.returncode == REFUSED
    assert refused, "no failure was ever told: nothing was put to the test"
    print(f"fsync positions tried: {position}, told: {refused}")

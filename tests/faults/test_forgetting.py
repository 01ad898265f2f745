"""The power goes, and the disk has forgotten what it was not told to keep: what was acknowledged is still there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from tests.faults.conftest import SOAK
from tests.faults.worker import told_in
from tests.sync.store.given import KEY
from tests.sync.store.test_kill import Ledger

pytest.importorskip("mfusepy", reason="the file system that forgets is written with mfusepy")
from tests.faults.forgetful import after_the_power_cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROUNDS = 200 if SOAK else 2


@contextmanager
def forgetful(mount: Path, durable: Path) -> Iterator[subprocess.Popen[bytes]]:
    mount.mkdir()
    durable.mkdir()
    with subprocess.Popen([sys.executable, "-m", "tests.faults.forgetful", str(mount), str(durable)]) as process:
        try:
            end = time.monotonic() + 20
            while not mount.is_mount() and process.poll() is None and time.monotonic() < end:
                time.sleep(0.01)
            yield process
        finally:
            process.kill()
            subprocess.run(["fusermount3", "-u", "-z", str(mount)], check=False, capture_output=True)


@pytest.mark.system
@pytest.mark.skipif(not os.access("/dev/fuse", os.W_OK), reason="there is no FUSE here")
def test_what_was_acknowledged_survives_a_disk_that_forgets(tmp_path: Path) -> None:
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    finalised = 0
    for number in range(ROUNDS):
        mount, durable, left = (tmp_path / f"{name}-{number}" for name in ("mount", "durable", "left"))
        with forgetful(mount, durable) as disk:
            assert mount.is_mount()
            worker = [sys.executable, "-m", "tests.faults.worker", str(mount / "store"), str(number), "10000"]
            with subprocess.Popen(worker, stdout=subprocess.PIPE, text=True) as counter:
                assert counter.stdout is not None
                first = counter.stdout.readline()
                time.sleep(chance.uniform(0.0, 0.5))
                counter.kill()
                disk.kill()
                said = told_in(first + counter.stdout.read())
        after_the_power_cut(durable, left)
        ledger = Ledger()
        ledger.hear([one for one in said if one[0] != "ready"])
        finalised += len(ledger.finalised)
        with Store.open(left / "store", KEY, SystemClock()) as store:
            ledger.check(store)
            assert check_store(store).problems == ()
    assert finalised, "nothing was ever finalised: nothing was put to the test"

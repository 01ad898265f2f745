"""`kill -9` at random moments of delivery: what was finalised arrives once, whole, and unchanged."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from tests.faults.conftest import KILLS
from tests.faults.test_exactly_once import assert_exactly_once
from tests.sync.counter import open_counter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.conftest import Way


def test_killed_again_and_again_in_the_middle_of_delivery(tmp_path: Path, way: Way) -> None:
    chance = random.Random(9)  # noqa: S311 - moments, not secrets
    way.proxy.will(())
    photos: dict[str, list[bytes]] = {}
    with closing(open_counter(tmp_path, seed=time.monotonic_ns())) as counter:
        form = counter.install()
        records = [counter.finalise(form, chance.randbytes(120_000)) for _ in range(6 * KILLS)]
        for record in records:
            with counter.store.attachments.open(record.key, "photo-0.jpg") as stream:
                photos[record.key.instance_id] = [stream.read()]
    killed = 0
    while killed < KILLS:
        with _sender(tmp_path, way) as sender:
            assert sender.stdout is not None
            assert sender.stdout.readline() == b"open\n"
            try:
                sender.wait(chance.uniform(0.01, 0.12))
                break
            except subprocess.TimeoutExpired:
                sender.send_signal(signal.SIGKILL)
                killed += 1
    assert killed >= min(KILLS, 3), "it was done before it could be killed: the test proved nothing"
    with _sender(tmp_path, way) as sender:
        assert sender.wait(60 + KILLS) == 0, "what is left takes its time: six records a kill"
    with closing(open_counter(tmp_path)) as counter:
        assert_exactly_once(counter, way, records, photos)


def _sender(folder: Path, way: Way) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.faults.sender", str(folder), way.url], stdout=subprocess.PIPE)

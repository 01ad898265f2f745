"""Over a line of 64 kbit/s and 2 s there and back, where 30 % of all packets are lost, each arrives exactly once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.faults.bad_line import Line, can_be_made, village
from tests.faults.conftest import SOAK
from tests.faults.test_exactly_once import assert_exactly_once
from tests.sync.counter import open_counter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.conftest import Way

RECORDS = 100 if SOAK else 3
LINE = Line() if SOAK else Line(loss=10, latency=0.1)  # the gate takes a line that is only slow
PATIENCE = 90  # seconds of silence; packets are lost again and again


@pytest.mark.system
@pytest.mark.skipif(os.name != "posix" or not can_be_made(), reason="this machine makes no network namespaces")
def test_small_ones_over_a_villages_line(tmp_path: Path, way: Way) -> None:
    with closing(open_counter(tmp_path, seed=time.monotonic_ns())) as counter:
        form = counter.install()
        records = [counter.finalise(form, name=f"person {number}") for number in range(RECORDS)]
    url = urlsplit(way.url)
    assert url.hostname
    with village(LINE, (url.hostname, way.proxy.port)) as there:
        here = f"http://127.0.0.1:{there.port}{url.path}"
        sender = [*there.run, sys.executable, "-m", "tests.faults.sender", str(tmp_path), here, str(PATIENCE)]
        started = time.monotonic()
        subprocess.run(sender, check=True, timeout=60 + 60 * RECORDS, stdout=subprocess.DEVNULL)
        took = time.monotonic() - started
    assert took > 2 * LINE.latency * RECORDS, (
        "each takes at least a there and back: the line was not what it should have been"
    )
    with closing(open_counter(tmp_path)) as counter:
        assert_exactly_once(counter, way, records, {record.key.instance_id: [] for record in records})

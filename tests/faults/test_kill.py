"""`kill -9` at random moments of delivery: what was finalised arrives once, whole, and unchanged."""

from __future__ import annotations

import random
import time
from contextlib import closing
from typing import TYPE_CHECKING

from tests.faults.carrier import deliver
from tests.faults.conftest import KILLS
from tests.faults.killing import killed, server  # noqa: F401 - a fixture
from tests.faults.test_exactly_once import assert_exactly_once
from tests.sync.counter import open_counter

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

    from tests.faults.conftest import Way

RECORDS = 4 * KILLS


def test_killed_again_and_again_in_the_middle_of_delivery(
    tmp_path: Path,
    way: Way,
    server: ForkServerContext,  # noqa: F811
) -> None:
    chance = random.Random(9)  # noqa: S311 - moments, not secrets
    way.proxy.will(())
    with closing(open_counter(tmp_path, seed=time.monotonic_ns())) as counter:
        form = counter.install()
        contents = [chance.randbytes(60_000) for _ in range(RECORDS)]
        records = [counter.finalise(form, content) for content in contents]
    photos = {record.key.instance_id: [content] for record, content in zip(records, contents, strict=True)}
    kills = 0
    while kills < KILLS and not killed(server, deliver, chance.uniform(0.0, 0.08), tmp_path, way.url):
        kills += 1
    assert kills >= min(KILLS, 3), "it was done before it could be killed: the test proved nothing"
    assert killed(server, deliver, 60 + RECORDS, tmp_path, way.url), "in the end everything is delivered"
    with closing(open_counter(tmp_path)) as counter:
        assert_exactly_once(counter, way, records, photos)
    print(f"kills in the middle of delivery: {kills}")

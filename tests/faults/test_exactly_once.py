"""Any mix of cuts, lost answers, silence, portals, crashes and repeats ends in exactly one identical submission."""

from __future__ import annotations

import hashlib
import random
import shutil
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sync.agent import Agent
from sync.openrosa.client import OpenRosaClient
from sync.store import Store
from sync.store.records import Status
from tests.faults.central import attachments, received
from tests.faults.conftest import DELIVERIES, Way
from tests.faults.proxy import Fault
from tests.sync.counter import CENTRAL, KEY, Counter, open_counter

if TYPE_CHECKING:
    from sync.store.records import Submission

_ANSWERS = (200, 201, 401, 403, 404, 408, 413, 429, 500, 502, 503, 511)
_MOST_RUNS = 60

faults = st.one_of(
    st.builds(Fault, cut_up=st.integers(0, 90_000)),
    st.builds(Fault, cut_down=st.integers(0, 1200)),
    st.builds(Fault, cut_up=st.integers(0, 90_000), latency=st.just(0.001)),
    st.builds(Fault, answer=st.sampled_from(_ANSWERS), half=st.booleans()),
    st.builds(Fault, answer=st.sampled_from(_ANSWERS), lie=st.integers(-60, 60)),
    st.just(Fault(refuse=True)),
)


class PowerCut(BaseException):
    """The machine goes dark: nothing catches this, nothing is tidied up."""


def deliver_through(counter: Counter, way: Way, *, dark_after: list[int] | None = None) -> None:
    """Run the agent until nothing waits; the machine goes dark each time so many bytes of `dark_after` have left."""
    ends = list(dark_after or [])
    for _ in range(_MOST_RUNS):
        sent = 0

        def hear(_code: str, count: int, _total: int) -> None:
            nonlocal sent
            sent = max(sent, count)
            if ends and sent >= ends[0]:
                ends.pop(0)
                raise PowerCut

        try:
            with closing(_client(counter, way)) as client:
                agent = Agent(
                    counter.store, client, counter.scope, clock=counter.clock, random=counter.random, progress=hear
                )
                agent.run_once()
        except PowerCut:
            counter.store.close()
            counter.store = Store.open(counter.store.file.folder, KEY, counter.clock)
        if counter.store.queue.backlog() == 0:
            return
        counter.clock.pass_by(timedelta(hours=13))
    raise AssertionError("the queue never emptied")


def _a_counter(folder: Path) -> Counter:
    """Give a counter whose instanceIDs no other test has used: they all share one central."""
    return open_counter(folder, seed=time.monotonic_ns())


def _client(counter: Counter, way: Way) -> OpenRosaClient:
    return OpenRosaClient(
        replace(CENTRAL, url=way.url, read_timeout=0.5, connect_timeout=0.5, batch_limit=70_000),
        clock=counter.clock.now,
        monotonic=time.monotonic,
        random=counter.random,
    )


def assert_exactly_once(counter: Counter, way: Way, records: list[Submission], photos: dict[str, list[bytes]]) -> None:
    there, files = received(way.data), attachments(way.data)
    for record in records:
        assert counter.store.submissions.get(record.key).status is Status.SUBMITTED
        assert there[record.key.instance_id] == [counter.store.submissions.xml(record.key)]
        for number, content in enumerate(photos[record.key.instance_id]):
            assert files[record.key.instance_id, f"photo-{number}.jpg"] == hashlib.sha256(content).hexdigest()


@given(st.lists(faults, max_size=10), st.lists(st.integers(1, 120_000), max_size=3), st.integers(0, 2))
@example(line=[Fault(cut_up=615), Fault(answer=200, half=True)], dark_after=[], photo_count=0)
@settings(max_examples=max(25, DELIVERIES // 8), deadline=None, suppress_health_check=list(HealthCheck))
def test_one_record_through_any_faults_and_power_cuts(
    way: Way, line: list[Fault], dark_after: list[int], photo_count: int
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_counter(Path(folder), seed=time.monotonic_ns())) as counter,
    ):
        content = [bytes([number + 1]) * 50_000 for number in range(photo_count)]
        record = counter.finalise(counter.install(), *content)
        way.proxy.will(line)
        deliver_through(counter, way, dark_after=dark_after)
        assert_exactly_once(counter, way, [record], {record.key.instance_id: content})


def test_hundreds_of_deliveries_through_a_bad_line(counter: Counter, way: Way) -> None:
    chance = random.Random(20261122)  # noqa: S311 - faults, not secrets
    counter.random.seed(chance.random())
    form, photos, records = counter.install(), {}, []
    for number in range(DELIVERIES):
        content = [chance.randbytes(chance.randrange(1, 60_000)) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
        records.append(counter.finalise(form, *content, name=f"person {number}"))
        photos[records[-1].key.instance_id] = content
    met = len(way.proxy.met)
    for _ in range(DELIVERIES):
        way.proxy.will([_fault(chance) for _ in range(200)])
        try:
            with closing(_client(counter, way)) as client:
                Agent(counter.store, client, counter.scope, clock=counter.clock, random=counter.random).run_once()
        finally:
            counter.clock.pass_by(timedelta(hours=13))
        if counter.store.queue.backlog() == 0:
            break
    assert_exactly_once(counter, way, records, photos)
    assert len(way.proxy.met) - met > DELIVERIES // 4, "hardly a fault was met: the test proved little"


def _fault(chance: random.Random) -> Fault:
    """Give no connection a long life: it breaks somewhere in the next few records, or begins badly."""
    kind = chance.random()
    if kind < 0.45:
        return Fault(cut_up=chance.randrange(150_000))
    if kind < 0.85:
        return Fault(cut_down=chance.randrange(4_000))
    if kind < 0.92:
        return Fault(answer=chance.choice(_ANSWERS), half=chance.random() < 0.5)
    if kind < 0.94:
        return Fault(answer=chance.choice(_ANSWERS), lie=chance.randrange(-60, 60))
    if kind < 0.95:
        return Fault(drip=0.02)
    return Fault(refuse=True)


def test_silence_ends_by_itself_and_the_record_goes_later(counter: Counter, way: Way) -> None:
    record = counter.finalise(counter.install(), b"x" * 1000)
    way.proxy.will([Fault(blackhole=True), Fault(blackhole=True)])
    started = time.monotonic()
    deliver_through(counter, way)
    assert time.monotonic() - started < 10
    assert_exactly_once(counter, way, [record], {record.key.instance_id: [b"x" * 1000]})


def test_the_same_record_from_two_copies_of_a_store_is_one_submission(tmp_path: Path, way: Way) -> None:
    """A restored backup sends what the lost machine sent already."""
    with closing(_a_counter(tmp_path)) as counter:
        record = counter.finalise(counter.install(), b"photo")
    shutil.copytree(tmp_path / "store", tmp_path / "restored" / "store")
    for folder in (tmp_path, tmp_path / "restored"):
        with closing(open_counter(folder)) as counter:
            deliver_through(counter, way)
            assert_exactly_once(counter, way, [record], {record.key.instance_id: [b"photo"]})

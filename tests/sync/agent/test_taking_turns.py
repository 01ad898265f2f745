"""Records that fail again and again, and a central in trouble: what may go does not wait for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sync.openrosa.verdicts import Verdict
from sync.store.records import Status
from tests.sync.agent.central import central
from tests.sync.counter import xform
from tests.sync.openrosa.answers import listed, problem, stored
from tests.sync.openrosa.scripted import Reply

if TYPE_CHECKING:
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter


def test_what_fails_again_and_again_is_set_aside(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    bad = counter.finalise(form, name="bad")
    server = serve(central(lambda asked: problem(500, "NUL") if b"bad" in asked.body else stored()))
    for _ in range(8):
        counter.finalise(form, name="good")
        assert len(counter.run(server.url).delivered) == 1
        counter.clock.pass_by(timedelta(hours=1))
    kept = counter.store.submissions.get(bad.key)
    assert (kept.status, kept.verdict, kept.attempts) == (Status.COMPLETE, Verdict.SET_ASIDE.value, 8)
    assert counter.store.queue.next_due(counter.clock.now() + timedelta(hours=9)) is None
    server.answer = central(lambda _: stored())
    counter.clock.pass_by(timedelta(hours=12))
    assert counter.run(server.url).delivered == (bad.code,)


def test_a_central_in_trouble_is_left_alone_after_three_records(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    records = [counter.finalise(form) for _ in range(6)]
    server = serve(central(lambda _: problem(500, "database")))
    report = counter.run(server.url)
    assert sum(asked.method == "POST" for asked in server.asked) == 3
    assert (report.online, report.waiting, report.stopped is None) == (True, 6, False)
    server.answer = central(lambda _: stored())
    counter.clock.pass_by(timedelta(minutes=5))
    assert sorted(counter.run(server.url).delivered) == sorted(record.code for record in records)


def test_any_number_of_records_that_always_fail_hold_up_no_other_for_long(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    for _ in range(12):
        counter.finalise(form, name="bad")
    good = counter.finalise(form, name="good")
    agent = counter.agent(serve(central(lambda a: problem(500, "NUL") if b"bad" in a.body else stored())).url)
    tried = 0
    while good.code not in agent.run_once().delivered:
        tried += 1
        assert tried <= 4, "three go in each run, and what was not tried yet goes first"
        counter.clock.pass_by(timedelta(hours=1))


def test_what_failed_before_takes_turns(counter: Counter, serve: Serve) -> None:
    """A good one that once failed too is not behind the bad ones for ever."""
    form = counter.install()
    for _ in range(9):
        counter.finalise(form, name="bad")
    good = counter.finalise(form, name="good")
    server = serve(central(lambda _: problem(500, "no")))
    agent = counter.agent(server.url)
    while not counter.store.submissions.get(good.key).attempts:
        agent.run_once()
        counter.clock.pass_by(timedelta(hours=1))
    server.answer = central(lambda asked: problem(500, "no") if b"bad" in asked.body else stored())
    delivered: list[str] = []
    for _ in range(4):
        delivered += agent.run_once().delivered
        counter.clock.pass_by(timedelta(hours=1))
    assert good.code in delivered, "the others went before it again and again"


def test_a_form_that_the_central_stumbles_over_holds_up_no_other_form(counter: Counter, serve: Serve) -> None:
    claim, other = counter.install("claim"), counter.install("other")
    for _ in range(30):
        counter.finalise(claim)
    good = [counter.finalise(other) for _ in range(3)]
    forms = [listed(name, "1", xform(name), "http://127.0.0.1/unused") for name in ("claim", "other")]
    server = serve(central(lambda a: problem(500, "no") if b'id="claim"' in a.body else stored(), *forms))
    report = counter.run(server.url)
    assert report.delivered == tuple(record.code for record in good)
    assert sum(b'id="claim"' in asked.body for asked in server.asked) == 3
    assert report.stopped is None
    server.answer = central(lambda _: problem(500, "database"), *forms)
    counter.finalise(other)
    server.asked.clear()
    assert counter.run(server.url).stopped is not None
    assert sum(asked.method == "POST" for asked in server.asked) == 4, "one of another form told that it is the central"


def test_waits_grow_and_differ(counter: Counter, serve: Serve) -> None:
    agent = counter.agent(serve(lambda _: Reply(raw=b"")).url)
    waits = [agent.run_once().wait for _ in range(9)]
    assert timedelta(seconds=15) <= waits[0] <= timedelta(seconds=30)
    assert timedelta(minutes=30) <= waits[-1] <= timedelta(hours=1)
    assert len(set(waits)) == len(waits)

"""What a machine reports of itself: sent like any application, counted as none, one on its way at a time."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from sync.store.checking import check_store
from sync.store.device_signature import read_signature
from sync.store.records import RecordKey, Status
from tests.sync.store.given import MORNING, VISITOR, ToldClock, begin, finalise

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import FormKey, Submission

XML = b"<data><backlog>3</backlog></data>"


def report(store: Store, form: FormKey, number: int, after: str | None = None) -> Submission | None:
    return store.reports.freeze(
        VISITOR,
        form,
        f"uuid:report-{number}",
        xml=XML,
        language="en",
        after=after,
        signature_file="device-signature.txt",
    )


def deliver(store: Store, key: RecordKey) -> None:
    store.queue.begin_attempt(VISITOR, key)
    store.queue.acknowledge(VISITOR, key, verdict="stored", attachments=["device-signature.txt"])


def test_it_is_frozen_signed_and_sent_as_everything_else(store: Store, form: FormKey) -> None:
    made = report(store, form, 1)
    assert made is not None
    assert (made.of_machine, made.sha256, made.status) == (True, sha256(XML).hexdigest(), Status.COMPLETE)
    assert store.queue.next_due(MORNING) == made
    with store.attachments.open(made.key, "device-signature.txt") as stream:
        assert read_signature(stream.read()).holds(XML, store.device.public_key)
    newest = store.checkpoints.newest()
    assert newest is not None
    assert newest.size == store.audit.verify(), "what was frozen is signed in the same act"
    assert check_store(store).problems == ()
    deliver(store, made.key)
    assert store.submissions.get(made.key).status is Status.SUBMITTED


def test_it_is_no_application(store: Store, form: FormKey) -> None:
    report(store, form, 1)
    queue = store.queue
    assert (queue.backlog(), queue.backlog(central="ministry"), queue.waits_since()) == (0, 0, None)
    assert queue.is_longer_than(0) is False
    assert store.desk.page() == ()
    assert store.desk.between(MORNING - timedelta(days=1), MORNING + timedelta(days=1)) == ()
    made = store.reports.newest("ministry")
    assert made is not None
    assert store.desk.search(made.code) == ()
    deliver(store, made.key)
    assert queue.delivered_at() is None, "it is asked when something of the people's was last delivered"


def test_beside_applications_only_they_are_counted(store: Store, form: FormKey, clock: ToldClock) -> None:
    report(store, form, 1)
    clock.passes(days=2)
    handed_in = clock.now()
    finalise(store, form, begin(store, form).key.instance_id)
    assert (store.queue.backlog(), store.queue.waits_since()) == (1, handed_in)
    assert (store.queue.is_longer_than(0), store.queue.is_longer_than(1)) == (True, False)
    assert [one.of_machine for one in store.queue.pending(clock.now())] == [True, False], "the order is the counter's"


def test_no_second_one_is_made_while_one_waits(store: Store, form: FormKey) -> None:
    first = report(store, form, 1)
    assert first is not None
    rows, files = store.audit.size(), list((store.file.folder / "attachments").iterdir())
    assert report(store, form, 2) is None
    assert report(store, form, 2, after=first.key.instance_id) is None
    assert (store.audit.size(), list((store.file.folder / "attachments").iterdir())) == (rows, files)
    deliver(store, first.key)
    second = report(store, form, 2, after=first.key.instance_id)
    assert second == store.reports.newest("ministry")
    assert report(store, form, 3, after=first.key.instance_id) is None, "decided before the second was made"


def test_of_two_threads_that_decide_at_once_one_makes_it(store: Store, form: FormKey) -> None:
    ready = Barrier(2)
    made: list[Submission | None] = []

    def decide(number: int) -> None:
        with store.for_thread() as mine:
            ready.wait()
            made.append(report(mine, form, number))

    threads = [Thread(target=decide, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one is None for one in made].count(True) == 1
    assert len(store.queue.pending(MORNING)) == 1
    assert check_store(store).problems == ()


def test_each_central_has_its_own(store: Store, form: FormKey) -> None:
    report(store, form, 1)
    assert store.reports.newest("province") is None


def test_its_bytes_never_become_an_applications(store: Store, form: FormKey) -> None:
    made = report(store, form, 1)
    assert made is not None
    with closing(store.file.connect()) as connection, pytest.raises(Exception, match="never change"):
        connection.execute("update submissions set of_machine = 0 where instance_id = ?", (made.key.instance_id,))


def test_it_is_shredded_with_everything_else(store: Store, form: FormKey, clock: ToldClock) -> None:
    made = report(store, form, 1)
    assert made is not None
    deliver(store, made.key)
    clock.passes(days=31)
    (due,) = store.retention.due(clock.now() - timedelta(days=30))
    store.retention.shred(VISITOR, [due.key])
    assert store.attachments.of(made.key) == ()
    assert store.reports.newest("ministry") is not None, "its stub still tells when it was made"

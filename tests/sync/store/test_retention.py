"""What was delivered is kept for some days and then shredded; its stub stays, and so does all that still waits."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sync.store.checking import Checked, check_store
from sync.store.errors import NoSuchRecord
from sync.store.records import Status
from tests.sync.store.given import KEY, VISITOR, ToldClock, attach, begin, finalise
from tests.sync.store.pages import decrypted

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store import Store
    from sync.store.records import FormKey, RecordKey, Submission

CANARY = b"zanbagh-4471"
ANSWERS = b"<data><why>" + CANARY + b"</why></data>" + b"<!-- -->" * 900  # longer than a page
MONTH = timedelta(days=30)


def _recorded(store: Store, form: FormKey, instance_id: str = "uuid:1") -> Submission:
    attach(store, begin(store, form, instance_id).key, "photo.jpg", CANARY * 1000)
    return finalise(store, form, instance_id, ANSWERS, "photo.jpg")


def _deliver(store: Store, key: RecordKey) -> None:
    store.queue.begin_attempt(VISITOR, key)
    store.queue.acknowledge(VISITOR, key, verdict="stored", attachments=["photo.jpg"])


def _shred_due(store: Store, clock: ToldClock) -> list[str]:
    due = store.retention.due(clock.now() - MONTH)
    store.retention.shred(VISITOR, [one.key for one in due])
    return [one.key.instance_id for one in due]


def test_it_is_kept_for_its_days_counted_from_the_acknowledgement(
    store: Store, form: FormKey, clock: ToldClock
) -> None:
    record = _recorded(store, form)
    clock.passes(days=40)
    _deliver(store, record.key)
    clock.passes(days=30)
    assert store.retention.due(clock.now() - MONTH) == ()
    clock.passes(minutes=1)
    assert _shred_due(store, clock) == ["uuid:1"]
    assert store.retention.due(clock.now() - MONTH) == ()


def test_nothing_of_it_can_be_read_any_more_with_the_stores_own_key(
    store: Store, form: FormKey, folder: Path, clock: ToldClock
) -> None:
    record = _recorded(store, form)
    with closing(store.file.connect()) as connection:
        (data_key,) = [bytes(row["key"]) for row in connection.rows("select key from data_keys")]
    assert CANARY in decrypted(folder, KEY)
    _deliver(store, record.key)
    clock.passes(days=31)
    _shred_due(store, clock)
    readable = decrypted(folder, KEY)
    assert CANARY not in readable
    assert data_key not in readable
    assert b"Ali's claim" not in readable
    assert list((folder / "attachments").iterdir()) == []
    assert (folder / "store.db-wal").stat().st_size == 0


def test_the_stub_stays_and_the_log_tells_it(store: Store, form: FormKey, clock: ToldClock) -> None:
    record = _recorded(store, form)
    _deliver(store, record.key)
    before = store.submissions.get(record.key)
    clock.passes(days=31)
    _shred_due(store, clock)
    assert store.submissions.get(record.key) == before
    assert store.submissions.by_code(record.code) == before
    assert [row.code for row in store.desk.page()] == [record.code]
    with pytest.raises(NoSuchRecord):
        store.submissions.xml(record.key)
    last = list(store.audit.rows())[-1]
    newest = store.checkpoints.newest()
    assert newest is not None
    assert (last.act, last.subject, newest.size) == ("submission.shred", "uuid:1", last.number)
    assert check_store(store) == Checked(submissions=1, audit_rows=last.number)


def test_the_same_application_cannot_come_in_again_afterwards(store: Store, form: FormKey, clock: ToldClock) -> None:
    record = _recorded(store, form)
    _deliver(store, record.key)
    clock.passes(days=31)
    _shred_due(store, clock)
    assert finalise(store, form, "uuid:1", ANSWERS).status is Status.SUBMITTED
    assert store.queue.backlog() == 0


def test_what_waits_or_was_refused_is_kept_however_old(store: Store, form: FormKey, clock: ToldClock) -> None:
    waiting, refused = _recorded(store, form), _recorded(store, form, "uuid:2")
    store.queue.begin_attempt(VISITOR, refused.key)
    store.queue.refuse(VISITOR, refused.key, verdict="refused", permanent=True)
    clock.passes(days=4000)
    assert _shred_due(store, clock) == []
    for record in (waiting, refused):
        with pytest.raises(Exception, match="not delivered yet"):
            store.retention.shred(VISITOR, [record.key])
        assert store.submissions.xml(record.key) == ANSWERS
        assert [one.name for one in store.attachments.of(record.key)] == ["photo.jpg"]

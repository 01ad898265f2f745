"""The queue: oldest first, attempts on the disk before they happen, delivered only when everything is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assets.texts import T
from sync.store import Store
from sync.store.errors import NoSuchRecord
from sync.store.records import RecordKey, Status
from tests.sync.store.given import KEY, VISITOR, ToldClock, attach, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.records import FormKey, Submission


@pytest.fixture
def submission(store: Store, form: FormKey) -> Submission:
    """One submission with two photos."""
    draft = begin(store, form)
    attach(store, draft.key, "a.jpg", b"a")
    attach(store, draft.key, "b.jpg", b"b")
    return finalise(store, form, "uuid:1", b"<data/>", "a.jpg", "b.jpg")


def test_an_attempt_is_on_the_disk_before_it_ends(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        submission = finalise(store, install(store).key)
        attempt = store.queue.begin_attempt(VISITOR, submission.key)
        assert (attempt.number, attempt.started_at, attempt.verdict) == (1, clock.now(), None)
    with Store.open(folder, KEY, clock) as store:
        due = store.queue.next_due(clock.now())
        assert due is not None
        assert (due.key, due.status, due.attempts) == (submission.key, Status.COMPLETE, 1)
        assert store.queue.attempts(submission.key)[0].ended_at is None


def test_it_is_submitted_only_when_every_attachment_is_acknowledged(
    store: Store, submission: Submission, clock: ToldClock
) -> None:
    store.queue.begin_attempt(VISITOR, submission.key)
    part = store.queue.acknowledge(VISITOR, submission.key, verdict="stored", attachments=["a.jpg"])
    assert part.status is Status.COMPLETE
    assert [one.name for one in store.attachments.of(submission.key) if one.acknowledged_at is None] == ["b.jpg"]
    whole = store.queue.acknowledge(VISITOR, submission.key, verdict="stored", attachments=["b.jpg"])
    assert (whole.status, whole.submitted_at, whole.verdict) == (Status.SUBMITTED, clock.now(), "stored")
    assert store.queue.next_due(clock.now()) is None
    assert "submission.submitted" in [row.act for row in store.audit.rows()]


def test_a_temporary_refusal_waits_until_its_time(store: Store, submission: Submission, clock: ToldClock) -> None:
    store.queue.begin_attempt(VISITOR, submission.key)
    reason = T("The line to {centre} broke.", centre="the ministry")
    later = clock.now() + timedelta(minutes=5)
    refused = store.queue.refuse(VISITOR, submission.key, verdict="unreachable", reason=reason, not_before=later)
    assert (refused.status, refused.verdict, refused.reason) == (Status.COMPLETE, "unreachable", reason)
    assert store.queue.next_due(clock.now()) is None
    assert store.queue.backlog() == 1
    due = store.queue.next_due(later)
    assert due is not None
    assert due.key == submission.key
    (attempt,) = store.queue.attempts(submission.key)
    assert (attempt.verdict, attempt.reason, attempt.ended_at) == ("unreachable", reason, clock.now())


def test_a_permanent_refusal_is_kept_with_its_reason(store: Store, submission: Submission, clock: ToldClock) -> None:
    reason = T("The centre does not know this form.")
    store.queue.begin_attempt(VISITOR, submission.key)
    rejected = store.queue.refuse(VISITOR, submission.key, verdict="unknown form", reason=reason, permanent=True)
    assert (rejected.status, rejected.reason) == (Status.REJECTED, reason)
    assert [(row.act, row.subject) for row in store.audit.rows()][-1] == ("submission.rejected", "uuid:1")
    assert store.queue.pending(clock.now()) == ()
    assert store.queue.backlog() == 0
    assert store.submissions.xml(submission.key) == b"<data/>"
    with pytest.raises(NoSuchRecord):
        store.queue.begin_attempt(VISITOR, submission.key)


def test_what_is_submitted_stays_submitted(store: Store, submission: Submission) -> None:
    done = store.queue.acknowledge(VISITOR, submission.key, verdict="stored", attachments=["a.jpg", "b.jpg"])
    assert store.queue.refuse(VISITOR, submission.key, verdict="deleted", permanent=True) == done
    assert store.queue.acknowledge(VISITOR, submission.key, verdict="duplicate") == done


def test_one_that_waits_does_not_hold_up_the_next(store: Store, clock: ToldClock) -> None:
    form = install(store).key
    first, second, third = (finalise(store, form, f"uuid:{number}") for number in (3, 1, 2))
    assert [one.key for one in store.queue.pending(clock.now())] == [first.key, second.key, third.key]
    store.queue.refuse(VISITOR, first.key, verdict="trouble", not_before=clock.now() + timedelta(hours=1))
    assert [one.key for one in store.queue.pending(clock.now(), limit=1)] == [second.key]


def test_a_wait_written_under_a_wrong_clock_holds_nothing_back(
    store: Store, submission: Submission, clock: ToldClock
) -> None:
    store.queue.refuse(
        VISITOR, submission.key, verdict="trouble", not_before=clock.now() + timedelta(days=7300, minutes=1)
    )
    due = store.queue.next_due(clock.now())
    assert due is not None
    assert due.key == submission.key


def test_each_central_has_its_own_queue(store: Store, submission: Submission, clock: ToldClock) -> None:
    assert store.queue.next_due(clock.now(), central="province") is None
    assert store.queue.backlog(central="province") == 0
    assert store.queue.next_due(clock.now(), central="ministry") == submission


@pytest.mark.usefixtures("form")
def test_an_unknown_submission_is_told(store: Store) -> None:
    key = RecordKey("ministry", "uuid:none")
    with pytest.raises(NoSuchRecord):
        store.queue.begin_attempt(VISITOR, key)
    with pytest.raises(NoSuchRecord):
        store.queue.acknowledge(VISITOR, key, verdict="stored")
    with pytest.raises(NoSuchRecord):
        store.queue.refuse(VISITOR, key, verdict="trouble")

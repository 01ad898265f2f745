"""Whatever is done to the queue in whatever order, with crashes in between, nothing is lost, doubled or changed."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from sync.store import Store
from sync.store.records import KeptAt, RecordKey, Status
from tests.sync.store.given import KEY, VISITOR, ToldClock, attach, begin, finalise, install

if TYPE_CHECKING:
    from sync.store.records import FormKey


class Office(RuleBasedStateMachine):
    """The store beside a plain model of what it was told."""

    drafts = Bundle("drafts")
    submissions = Bundle("submissions")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ToldClock()
        self.store = Store.open(self.folder, KEY, self.clock)
        self.form: FormKey = install(self.store).key
        self.saved: dict[RecordKey, bytes] = {}
        self.frozen: dict[RecordKey, bytes] = {}
        self.files: dict[RecordKey, set[str]] = {}
        self.owed: dict[RecordKey, set[str]] = {}
        self.status: dict[RecordKey, Status] = {}
        self.tried: dict[RecordKey, int] = {}
        self.begun = 0

    @rule(target=drafts, photos=st.integers(0, 2))
    def begins(self, photos: int) -> RecordKey:
        self.begun += 1
        instance_id = f"uuid:{self.begun}"
        key = begin(self.store, self.form, instance_id, b"<data/>", KeptAt.DESK).key
        self.clock.passes(seconds=1)
        for number in range(photos):
            attach(self.store, key, f"{number}.jpg", b"photo" * number)
        self.saved[key] = b"<data/>"
        self.files[key] = {f"{number}.jpg" for number in range(photos)}
        return key

    @rule(key=drafts, answers=st.binary(max_size=6000))
    def answers(self, key: RecordKey, answers: bytes) -> None:
        self.store.drafts.save(key, answers, place="/data/a", language="fa")
        self.saved[key] = answers

    @rule(key=consumes(drafts))
    def gives_up(self, key: RecordKey) -> None:
        self.store.drafts.give_up(VISITOR, key)
        del self.saved[key], self.files[key]

    @rule(target=submissions, key=consumes(drafts), xml=st.binary(min_size=1, max_size=300))
    def finalises(self, key: RecordKey, xml: bytes) -> RecordKey:
        finalise(self.store, self.form, key.instance_id, xml, *sorted(self.files[key]))
        self.frozen[key], self.owed[key] = xml, set(self.files[key])
        self.status[key], self.tried[key] = Status.COMPLETE, 0
        del self.saved[key]
        return key

    @rule(key=submissions)
    def finalises_again(self, key: RecordKey) -> None:
        finalise(self.store, self.form, key.instance_id, self.frozen[key], *sorted(self.files[key]))

    @rule(target=submissions)
    def tries_the_next(self) -> object:
        due = self.store.queue.next_due(self.clock.now())
        if due is None:
            return multiple()
        self.store.queue.begin_attempt(VISITOR, due.key)
        self.tried[due.key] += 1
        return multiple()

    @rule(key=submissions, names=st.sets(st.sampled_from(["0.jpg", "1.jpg"])))
    def is_acknowledged(self, key: RecordKey, names: set[str]) -> None:
        self.store.queue.acknowledge(VISITOR, key, verdict="stored", attachments=names)
        self.owed[key] -= names
        if not self.owed[key]:
            self.status[key] = Status.SUBMITTED

    @rule(key=submissions, permanent=st.booleans(), wait=st.integers(0, 90))
    def is_refused(self, key: RecordKey, *, permanent: bool, wait: int) -> None:
        later = self.clock.now() + timedelta(minutes=wait)
        self.store.queue.refuse(VISITOR, key, verdict="trouble", not_before=later, permanent=permanent)
        if permanent and self.status[key] is Status.COMPLETE:
            self.status[key] = Status.REJECTED

    @rule(minutes=st.integers(-60, 60))
    def time_passes(self, minutes: int) -> None:
        self.clock.passes(minutes=minutes)

    @rule()
    def crashes(self) -> None:
        self.store.close()
        self.clock.reboots()
        self.store = Store.open(self.folder, KEY, self.clock)

    @invariant()
    def no_answer_is_lost(self) -> None:
        assert {draft.key for draft in self.store.drafts.kept()} == set(self.saved)
        assert {key: self.store.drafts.savepoint(key) for key in self.saved} == self.saved

    @invariant()
    def no_submission_is_lost_doubled_or_changed(self) -> None:
        rows = self.store.desk.page(limit=10_000)
        assert len(rows) == len(self.frozen)
        assert {row.key: row.status for row in rows} == self.status
        assert {row.key: self.store.submissions.xml(row.key) for row in rows} == self.frozen
        assert {row.key: row.attempts for row in rows} == self.tried
        assert {row.key: row.attachments - row.attachments_acknowledged for row in rows} == {
            key: len(names) for key, names in self.owed.items()
        }

    @invariant()
    def what_waits_can_be_sent_in_the_order_of_its_making(self) -> None:
        waiting = self.store.queue.pending(self.clock.now() + timedelta(hours=23), limit=10_000)
        assert {one.key for one in waiting} == {key for key, status in self.status.items() if status is Status.COMPLETE}
        first = [one.counter for one in waiting if one.not_before is None]
        assert [one.counter for one in waiting[: len(first)]] == sorted(first), "what was held back comes behind"

    def teardown(self) -> None:
        assert self.store.audit.verify() >= len(self.frozen)
        self.store.close()
        shutil.rmtree(self.folder)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)

"""Stores that earlier versions wrote, brought up to date: nothing lost, and everything of today works on them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.checking import Checked, check_store
from sync.store.migrations import VERSION
from sync.store.records import RecordKey, Status
from sync.store.sqlcipher import connect
from tests.sync.store.given import KEY, VISITOR, ToldClock, begin, finalise

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def old(folder: Path, clock: ToldClock) -> Iterator[Store]:
    """A store of schema 1 with one delivered application, one waiting, and one draft; opened by today's program."""
    _write(folder, "schema_1.sql")
    with Store.open(folder, KEY, clock) as opened:
        yield opened


@pytest.fixture
def with_papers(folder: Path, clock: ToldClock) -> Iterator[Store]:
    """A store of schema 2 with two applications, whose receipts came out once and twice."""
    _write(folder, "schema_2.sql")
    with Store.open(folder, KEY, clock) as opened:
        yield opened


@pytest.fixture
def before_corrections(folder: Path, clock: ToldClock) -> Iterator[Store]:
    """A store of schema 4 with one application delivered and one refused for good."""
    _write(folder, "schema_4.sql")
    with Store.open(folder, KEY, clock) as opened:
        yield opened


@pytest.fixture
def before_reports(folder: Path, clock: ToldClock) -> Iterator[Store]:
    """A store of schema 5 with one application delivered and one that waits."""
    _write(folder, "schema_5.sql")
    with Store.open(folder, KEY, clock) as opened:
        yield opened


def _write(folder: Path, schema: str) -> None:
    folder.mkdir()
    with closing(connect(folder / "store.db", KEY).conn) as database:
        database.executescript((Path(__file__).parent / schema).read_text(encoding="utf-8"))


def test_nothing_is_lost(old: Store) -> None:
    rows = {row.key.instance_id: row.status for row in old.desk.page()}
    assert rows == {"uuid:1": Status.SUBMITTED, "uuid:2": Status.COMPLETE}
    assert old.submissions.xml(RecordKey("ministry", "uuid:2")) == b"<data>two</data>"
    assert old.drafts.savepoint(RecordKey("ministry", "uuid:3")) == b"<data>half</data>"
    assert old.settings.get("ministry", "receipt.copies") == "1"


def test_its_schema_is_that_of_a_new_store(old: Store) -> None:
    with closing(old.file.connect()) as connection:
        assert connection.rows("select max(version) from store_schema")[0][0] == VERSION
    assert check_store(old) == Checked(submissions=2, attachments=0, media=0, audit_rows=7)


def test_the_first_checkpoint_signs_the_rows_from_before_too(old: Store, clock: ToldClock) -> None:
    assert old.checkpoints.newest() is None
    assert old.audit.verify() == 7
    finalise(old, old.drafts.get(RecordKey("ministry", "uuid:3")).form, "uuid:3", b"<data>whole</data>")
    newest = old.checkpoints.newest()
    assert newest is not None
    assert (newest.size, old.audit.verify()) == (8, 8)
    assert old.drafts.interrupted(clock.now()) == ()
    assert old.checkpoints.add(VISITOR) is None


def test_receipts_counted_before_there_was_a_print_queue_stay_counted(with_papers: Store) -> None:
    codes = [row.code for row in reversed(with_papers.desk.page())]
    assert [with_papers.prints.copies("ministry", "receipt", code) for code in codes] == [1, 2]
    assert [with_papers.settings.get("ministry", f"receipt.copies {code}") for code in codes] == [None, None]
    assert with_papers.settings.get("ministry", "forms.swept") == "2026-11-22"
    assert with_papers.prints.open() == ()
    assert check_store(with_papers).problems == ()


def test_what_was_refused_before_there_were_corrections_can_be_corrected(before_corrections: Store) -> None:
    store, refused = before_corrections, RecordKey("ministry", "uuid:2")
    assert (store.submissions.get(refused).status, store.corrections.of(refused)) == (Status.REJECTED, None)
    correction = begin(store, store.submissions.get(refused).form, "uuid:4").key
    store.corrections.begin(VISITOR, correction, refused)
    assert store.corrections.of(refused) is None, "begun is not handed in"
    finalise(store, store.submissions.get(refused).form, "uuid:4", b"<data>4</data>")
    assert store.corrections.of(refused) == correction
    assert store.corrections.waited_for(correction) is None
    assert check_store(store).problems == ()


def test_what_was_handed_in_before_machines_reported_stays_an_application(before_reports: Store) -> None:
    store, scope = before_reports, VISITOR
    assert [(row.key.instance_id, row.status) for row in store.desk.page()] == [
        ("uuid:2", Status.COMPLETE),
        ("uuid:1", Status.SUBMITTED),
    ]
    form = store.submissions.get(RecordKey("ministry", "uuid:2")).form
    assert store.reports.newest("ministry") is None
    report = store.reports.freeze(scope, form, "uuid:3", xml=b"<data>3</data>", language="en", after=None)
    assert report is not None
    assert (store.queue.backlog(), len(store.desk.page())) == (1, 2)
    assert check_store(store).problems == ()

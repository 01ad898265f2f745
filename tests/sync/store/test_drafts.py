"""Drafts: the newest answer is always there, and what is given up or too old is there for nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.errors import NoSuchRecord
from sync.store.records import KeptAt
from tests.sync.store.given import ASSISTANT, KEY, VISITOR, ToldClock, attach, begin, install

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.records import FormKey


def test_the_newest_savepoint_wins(store: Store, form: FormKey) -> None:
    draft = begin(store, form, savepoint=b"<data/>")
    for answers in (b"<data><a>1</a></data>", b"<data><a>12</a></data>"):
        store.drafts.save(draft.key, answers, place="/data/a", language="en")
    assert store.drafts.savepoint(draft.key) == b"<data><a>12</a></data>"
    kept = store.drafts.get(draft.key)
    assert (kept.place, kept.language, kept.form, kept.scope) == ("/data/a", "en", form, VISITOR)


def test_the_tracking_code_is_there_from_the_first_question(store: Store, form: FormKey) -> None:
    draft = begin(store, form, instance_id="uuid:7")
    submission = store.submissions.finalise(
        VISITOR, form, "uuid:7", xml=b"<data/>", attachments=(), instance_name="", language="fa"
    )
    assert draft.code == submission.code


def test_a_draft_needs_an_installed_form_for_as_long_as_it_lives(store: Store, form: FormKey) -> None:
    begin(store, form)
    connection = store.file.connect()
    with pytest.raises(Exception, match="FOREIGN KEY"):
        connection.execute("delete from forms")
    connection.close()


def test_saving_a_draft_that_was_given_up_is_refused(store: Store, form: FormKey) -> None:
    draft = begin(store, form)
    store.drafts.give_up(VISITOR, draft.key)
    with pytest.raises(NoSuchRecord):
        store.drafts.save(draft.key, b"<data/>", place="", language="fa")
    with pytest.raises(NoSuchRecord):
        store.drafts.savepoint(draft.key)


def test_giving_up_takes_the_attachments_along(store: Store, form: FormKey, folder: Path) -> None:
    draft = begin(store, form)
    attach(store, draft.key, "photo.jpg", b"photo")
    store.drafts.give_up(VISITOR, draft.key)
    assert store.attachments.of(draft.key) == ()
    assert list((folder / "attachments").iterdir()) == []


def test_the_desk_keeps_its_drafts(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        draft = begin(store, install(store).key, at=KeptAt.DESK)
    clock.passes(days=90)
    with Store.open(folder, KEY, clock) as store:
        assert store.drafts.sweep(ASSISTANT, clock.now()) == ()
        assert [one.key for one in store.drafts.kept()] == [draft.key]
        assert store.drafts.interrupted(clock.now()) == ()


@pytest.fixture
def cut_off(folder: Path, clock: ToldClock) -> None:
    """A visitor's draft that a power cut ended at the clock's time."""
    with Store.open(folder, KEY, clock) as store:
        begin(store, install(store).key, savepoint=b"<data>half</data>")


@pytest.mark.usefixtures("cut_off")
@pytest.mark.parametrize(("minutes", "found"), [(0, 1), (29, 1), (31, 0)])
def test_an_interrupted_draft_can_be_reopened_for_thirty_minutes(
    folder: Path, clock: ToldClock, minutes: int, found: int
) -> None:
    clock.passes(minutes=minutes)
    with Store.open(folder, KEY, clock) as store:
        assert len(store.drafts.interrupted(clock.now())) == found
        assert len(store.drafts.sweep(ASSISTANT, clock.now())) == 1 - found
        assert len(store.drafts.interrupted(clock.now())) == found


@pytest.mark.usefixtures("cut_off")
def test_a_reopened_draft_goes_on_where_it_was(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        (draft,) = store.drafts.interrupted(clock.now())
        store.drafts.reopen(ASSISTANT, draft.key)
        assert store.drafts.savepoint(draft.key) == b"<data>half</data>"
        assert store.drafts.interrupted(clock.now()) == ()
        clock.passes(hours=2)
        assert store.drafts.sweep(ASSISTANT, clock.now()) == ()


@pytest.mark.usefixtures("cut_off")
def test_too_late_to_reopen(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        (draft,) = store.drafts.interrupted(clock.now())
        clock.passes(minutes=31)
        with pytest.raises(NoSuchRecord):
            store.drafts.reopen(ASSISTANT, draft.key)


@pytest.mark.usefixtures("cut_off")
def test_with_a_clock_set_back_by_the_cut_the_thirty_minutes_count_from_the_start(
    folder: Path, clock: ToldClock
) -> None:
    clock.wall -= timedelta(days=365 * 20)
    clock.reboots()
    with Store.open(folder, KEY, clock) as store:
        assert len(store.drafts.interrupted(clock.now())) == 1
        clock.passes(minutes=31)
        assert store.drafts.interrupted(clock.now()) == ()
        assert len(store.drafts.sweep(ASSISTANT, clock.now())) == 1


@pytest.mark.usefixtures("cut_off")
def test_a_clock_set_back_after_the_start_keeps_no_interrupted_draft_for_years(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        assert len(store.drafts.interrupted(clock.now())) == 1
        clock.wall -= timedelta(days=365 * 20)
        assert store.drafts.interrupted(clock.now()) == ()
        assert len(store.drafts.sweep(ASSISTANT, clock.now())) == 1


def test_the_visitor_who_stands_here_is_not_interrupted(store: Store, form: FormKey, clock: ToldClock) -> None:
    draft = begin(store, form)
    clock.passes(hours=1)
    assert store.drafts.interrupted(clock.now()) == ()
    assert store.drafts.sweep(ASSISTANT, clock.now()) == ()
    with Store.open(store.file.folder, KEY, clock, beside=True) as command:
        assert command.drafts.sweep(ASSISTANT, clock.now()) == ()
    assert store.drafts.savepoint(draft.key) == b"<data/>"


def test_a_draft_goes_on_in_another_edition_of_its_form(store: Store, form: FormKey) -> None:
    draft = begin(store, form, savepoint=b"<data>old</data>")
    newer = install(store, b"<form>newer</form>", version="2").key
    carried = store.drafts.carry(ASSISTANT, draft.key, newer, b"<data>new</data>")
    assert (carried.form, carried.code, carried.place) == (newer, draft.code, draft.place)
    assert store.drafts.savepoint(draft.key) == b"<data>new</data>"
    assert [row.detail for row in store.audit.rows() if row.act == "draft.carry"] == ["claim 2"]


def test_a_draft_that_was_given_up_goes_on_nowhere(store: Store, form: FormKey) -> None:
    draft = begin(store, form)
    store.drafts.give_up(VISITOR, draft.key)
    with pytest.raises(NoSuchRecord):
        store.drafts.carry(ASSISTANT, draft.key, form, b"<data/>")

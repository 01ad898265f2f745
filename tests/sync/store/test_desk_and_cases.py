"""What staff see: submissions newest first with their delivery and case; and cases as the office tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.tracking import case_code
from sync.store.records import Case, Status
from tests.sync.store.given import VISITOR, attach, begin, finalise, install

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import FormKey


def _case(instance_id: str, status: str = "received", message: str = "") -> Case:
    return Case("ministry", case_code(instance_id), status, message, "claim", "2026-11-22T08:00:00Z")


def test_the_list_is_newest_first_and_goes_on_page_by_page(store: Store, form: FormKey) -> None:
    made = [finalise(store, form, f"uuid:{number}").key for number in range(7)]
    first = store.desk.page(limit=3)
    second = store.desk.page(limit=3, before=first[-1].counter)
    last = store.desk.page(limit=3, before=second[-1].counter)
    assert [row.key for row in first + second + last] == made[::-1]


def test_a_row_shows_delivery_and_case(store: Store, form: FormKey) -> None:
    draft = begin(store, form)
    attach(store, draft.key, "a.jpg", b"a")
    attach(store, draft.key, "b.jpg", b"b")
    submission = finalise(store, form, "uuid:1", b"<data/>", "a.jpg", "b.jpg")
    store.queue.begin_attempt(VISITOR, submission.key)
    store.queue.acknowledge(VISITOR, submission.key, verdict="stored", attachments=["a.jpg"])
    store.cases.upsert(VISITOR, [_case("uuid:1", "approved")])
    (row,) = store.desk.page()
    assert (row.code, row.instance_name, row.status) == (submission.code, "Ali's claim", Status.COMPLETE)
    assert (row.attempts, row.attachments, row.attachments_acknowledged) == (1, 2, 1)
    assert (row.verdict, row.case_status) == ("stored", "approved")


def test_the_list_of_one_status(store: Store, form: FormKey) -> None:
    delivered, waiting = finalise(store, form, "uuid:1"), finalise(store, form, "uuid:2")
    store.queue.acknowledge(VISITOR, delivered.key, verdict="stored")
    assert [row.key for row in store.desk.page(status=Status.SUBMITTED)] == [delivered.key]
    assert [row.key for row in store.desk.page(status=Status.COMPLETE)] == [waiting.key]


def test_the_list_is_searched_by_the_beginning_of_a_code(store: Store, form: FormKey) -> None:
    made = [finalise(store, form, f"uuid:{number}") for number in range(30)]
    wanted = made[4].code
    assert {row.code for row in store.desk.search(wanted[:2])} == {
        one.code for one in made if one.code.startswith(wanted[:2])
    }
    assert [row.code for row in store.desk.search(f"{wanted[:3]} {wanted[3:]}")] == [wanted]
    assert store.desk.search("") == ()


@pytest.mark.usefixtures("form")
def test_a_case_list_tells_what_changed(store: Store) -> None:
    first = [_case("uuid:1"), _case("uuid:2")]
    assert store.cases.upsert(VISITOR, first) == tuple(first)
    assert store.cases.upsert(VISITOR, first) == ()
    changed = _case("uuid:2", "approved", "Come and fetch it.")
    assert store.cases.upsert(VISITOR, [first[0], changed]) == (changed,)


@pytest.mark.usefixtures("form")
def test_a_case_is_found_by_the_tracking_code(store: Store) -> None:
    submission = finalise(store, install(store).key, "uuid:1")
    store.cases.upsert(VISITOR, [_case("uuid:1", "approved")])
    for code in (submission.code, submission.code[:-1], " ".join(submission.code)):
        assert store.cases.by_code(code) == _case("uuid:1", "approved")
    assert store.cases.by_code(submission.code, central="province") is None
    assert store.cases.by_code("000000000000000000") is None

"""The audit log: every act is in it, and a hand that changes it is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.store.errors import AuditBroken
from tests.sync.store.given import ASSISTANT, VISITOR, ToldClock, begin, finalise

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import FormKey


@pytest.fixture
def told(store: Store, form: FormKey, clock: ToldClock) -> Store:
    """A store with five acts: install, begin, give up, begin, finalise."""
    store.drafts.give_up(ASSISTANT, begin(store, form).key)
    clock.passes(minutes=1)
    begin(store, form, "uuid:2")
    finalise(store, form, "uuid:2", b"<data>secret answer</data>")
    return store


def test_acts_are_told_in_order_with_who_and_when(told: Store, clock: ToldClock) -> None:
    rows = list(told.audit.rows())
    acts = ["form.install", "draft.begin", "draft.give_up", "draft.begin", "submission.finalise"]
    assert [row.act for row in rows] == acts
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert [row.counter for row in rows] == sorted({row.counter for row in rows})
    assert (rows[2].scope, rows[4].scope, rows[4].at) == (ASSISTANT, VISITOR, clock.now())
    assert [row.number for row in told.audit.rows(after=3)] == [4, 5]
    assert told.audit.verify() == 5


def test_no_answer_is_in_the_log(told: Store) -> None:
    assert all("secret" not in f"{row}" for row in told.audit.rows())


@pytest.mark.parametrize("statement", ["update audit set detail = ''", "delete from audit where number = 3"])
def test_the_database_itself_lets_it_only_grow(told: Store, statement: str) -> None:
    connection = told.file.connect()
    with pytest.raises(Exception, match="only grows"):
        connection.execute(statement)
    connection.close()
    assert told.audit.verify() == 5


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("update audit set actor = 'somebody' where number = 2", 2),
        ("update audit set at = '2020-01-01T00:00:00.000000Z' where number = 5", 5),
        ("delete from audit where number = 3", 3),
        ("delete from audit where number = 1", 1),
        ("update audit set number = 9 where number = 4", 4),
        ("update audit set hash = zeroblob(32) where number = 4", 4),
        ("update audit set previous = zeroblob(32) where number = 4", 4),
    ],
)
def test_who_has_the_key_and_changes_a_row_is_found_out(told: Store, statement: str, number: int) -> None:
    connection = told.file.connect()
    for trigger in ("audit_is_append_only_update", "audit_is_append_only_delete"):
        connection.execute(f"drop trigger {trigger}")
    connection.execute(statement)
    connection.close()
    with pytest.raises(AuditBroken) as broken:
        told.audit.verify()
    assert broken.value.number == number

"""The print queue: what is wanted survives, a copy has one number, and only a person says that a paper is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.texts import T
from sync.store import Store
from sync.store.errors import NoSuchRecord
from sync.store.records import OrderState
from tests.sync.store.given import ASSISTANT, KEY, VISITOR, ToldClock

if TYPE_CHECKING:
    from pathlib import Path

CODE = "051505305320431046"
EMPTY = T("The printer is out of paper. Put paper in; nothing is lost.")


def test_what_was_wanted_is_found_after_a_restart(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as before:
        waiting = before.prints.order(VISITOR, "receipt", CODE, "fa")
        before.prints.order(VISITOR, "letter", CODE, "en")
        before.prints.hand_over(VISITOR, waiting.number)
    with Store.open(folder, KEY, clock) as after:
        found = [(order.kind, order.language, order.state, order.copy) for order in after.prints.open()]
    assert found == [("receipt", "fa", OrderState.HANDED, 1), ("letter", "en", OrderState.WAITING, 0)]


def test_a_paper_that_waits_already_is_not_wanted_twice(store: Store) -> None:
    first = store.prints.order(VISITOR, "receipt", CODE, "fa")
    assert store.prints.order(ASSISTANT, "receipt", CODE, "fa") == first
    assert store.prints.order(VISITOR, "copy", CODE, "fa") != first


def test_nothing_that_came_out_means_the_same_number_for_the_next_try(store: Store) -> None:
    order = store.prints.order(VISITOR, "receipt", CODE, "fa")
    assert store.prints.hand_over(VISITOR, order.number).copy == 1
    waiting = store.prints.take_back(VISITOR, order.number, EMPTY)
    assert (waiting.state, waiting.copy, waiting.reason) == (OrderState.WAITING, 0, EMPTY)
    again = store.prints.hand_over(VISITOR, order.number)
    assert (again.copy, again.reason) == (1, None)


def test_each_paper_that_is_out_makes_the_next_one_a_copy_in_the_register(store: Store) -> None:
    for number in (1, 2, 3):
        order = store.prints.order(ASSISTANT, "receipt", CODE, "fa")
        assert store.prints.hand_over(ASSISTANT, order.number).copy == number
        store.prints.came_out(ASSISTANT, order.number)
    told = [(row.act, row.subject, row.detail) for row in store.audit.rows() if row.act == "paper.print"]
    assert told == [("paper.print", CODE, f"receipt {number}") for number in (1, 2, 3)]
    assert store.prints.copies("ministry", "receipt", CODE) == 3
    assert store.prints.copies("ministry", "copy", CODE) == 0
    assert store.audit.verify() == 6


def test_one_that_may_be_out_counts_until_somebody_says_no(store: Store) -> None:
    first = store.prints.order(VISITOR, "receipt", CODE, "fa")
    store.prints.hand_over(VISITOR, first.number)
    second = store.prints.order(ASSISTANT, "receipt", CODE, "fa")
    assert store.prints.hand_over(ASSISTANT, second.number).copy == 2


def test_a_dropped_one_is_gone_and_in_the_register(store: Store) -> None:
    order = store.prints.order(VISITOR, "receipt", CODE, "fa")
    store.prints.drop(ASSISTANT, order.number)
    assert store.prints.open() == ()
    assert [row.act for row in store.audit.rows()] == ["paper.drop"]


def test_what_does_not_fit_its_standing_changes_nothing(store: Store) -> None:
    order = store.prints.order(VISITOR, "receipt", CODE, "fa")
    for act in (store.prints.came_out, store.prints.take_back):
        with pytest.raises(NoSuchRecord):
            act(VISITOR, order.number)
    store.prints.hand_over(VISITOR, order.number)
    for act in (store.prints.hand_over, store.prints.drop):
        with pytest.raises(NoSuchRecord):
            act(VISITOR, order.number)
    assert store.prints.get(order.number).state is OrderState.HANDED
    with pytest.raises(NoSuchRecord):
        store.prints.get(99)

"""What a receipt says comes from what was committed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from assets.texts import Text, say
from kiosk.config import Office
from kiosk.papers.receipt import receipt_of
from kiosk.retention import shred_delivered
from sync.store import Store
from sync.store.errors import NoSuchRecord
from sync.store.records import Scope
from tests.sync.store.given import KEY, VISITOR, ToldClock

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.records import Submission

OFFICE = Office("o", {"fa": "دهیاری"}, "023-3522")
PAID = (
    b"<data><bill><amount>250000</amount></bill>"
    b"<payment><pos><pos_reference>123456789012</pos_reference></pos></payment></data>"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", KEY, ToldClock())


def recorded(store: Store, form_id: str, xml: bytes) -> Submission:
    form = store.forms.install(VISITOR, form_id=form_id, version="1", name=form_id, hash="md5:0", xform=b"<form/>")
    return store.submissions.finalise(
        VISITOR, form.key, "uuid:1", xml=xml, attachments=(), instance_name="", language="fa"
    )


def test_a_paid_bill_says_how_much_and_by_which_slip(store: Store) -> None:
    with store:
        receipt = receipt_of(store, recorded(store, "bill_payment", PAID), OFFICE, "fa")
    assert (receipt.amount, receipt.payment_reference) == (250_000, "123456789012")


def test_a_form_without_money_says_nothing_of_money(store: Store) -> None:
    with store:
        receipt = receipt_of(store, recorded(store, "crop_damage", PAID), OFFICE, "fa")
    assert (receipt.amount, receipt.payment_reference) == (0, "")


def test_it_bears_the_newest_mark_of_the_register(store: Store) -> None:
    with store:
        submission = recorded(store, "crop_damage", PAID)
        first = store.checkpoints.newest()
        assert first is not None
        assert receipt_of(store, submission, OFFICE, "fa").checkpoint == first.short
        store.forms.withdraw(VISITOR, "crop_damage")
        later = store.checkpoints.add(VISITOR)
        assert later is not None
        assert receipt_of(store, submission, OFFICE, "fa").checkpoint == later.short != first.short


def test_a_copy_says_what_was_paid_after_the_answers_are_shredded(store: Store) -> None:
    with store:
        submission = recorded(store, "bill_payment", PAID)
        first = receipt_of(store, submission, OFFICE, "fa")
        store.queue.begin_attempt(VISITOR, submission.key)
        delivered = store.queue.acknowledge(VISITOR, submission.key, verdict="stored")
        program = Scope("", "office-7", "device-3", "program")
        clock = store.file.clock.now()
        assert shred_delivered(store, program, clock + timedelta(days=30), keep_days=30) == 0
        assert shred_delivered(store, program, clock + timedelta(days=31), keep_days=30) == 1
        with pytest.raises(NoSuchRecord):
            store.submissions.xml(submission.key)
        copy = receipt_of(store, delivered, OFFICE, "fa")
    assert isinstance(copy.ask, Text)
    assert isinstance(first.ask, Text)
    assert say(copy.ask, "fa") == say(first.ask, "fa")
    assert replace(copy, checkpoint=first.checkpoint, ask=first.ask) == first

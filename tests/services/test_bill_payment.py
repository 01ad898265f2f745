"""Bill payment: both numbers checked against each other, the amount derived, the payment recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.conftest import begin
from tests.services.official_numbers import is_bill_id, is_payment_id, payment_rials

if TYPE_CHECKING:
    from forms.entry import FormEntry

BILL, PAYMENT = "/data/bill/bill_id", "/data/bill/payment_id"
BILLS = ("7748317800142", "9174639504124", "2050327604613", "0001234502")


def test_a_paid_bill_can_be_finalised(bill: FormEntry) -> None:
    assert bill.validate() == ()
    assert "<amount>17000</amount>" in bill.finalise().xml.decode()


@settings(deadline=None)
@given(st.text("0123456789", min_size=1, max_size=14))
def test_the_form_takes_exactly_the_bill_ids_that_the_rule_takes(number: str) -> None:
    entry = begin("bill_payment")
    for digit in "0123456789":
        text = number[:-1] + digit
        entry.answer(BILL, text)
        assert entry.node(BILL).valid == (is_bill_id(text) and len(text) <= 13)


@settings(deadline=None)
@given(st.sampled_from(BILLS[:3]), st.integers(0, 99_999_999).map(lambda n: f"{n}00000"))
def test_the_form_takes_exactly_the_payment_ids_that_belong_to_the_bill(number: str, stem: str) -> None:
    entry = begin("bill_payment")
    entry.answer(BILL, number)
    body = stem[:-2]
    candidates = [f"{body}{tail:02}" for tail in range(0, 100, 7)] + valid_payments(body, number)
    for text in candidates:
        entry.answer(PAYMENT, text)
        assert entry.node(PAYMENT).valid == is_payment_id(text, number), text


def valid_payments(body: str, bill: str) -> list[str]:
    """Return the payment IDs that begin with `body` and belong to `bill`, with and without left zeros."""
    found = [text for tail in range(100) if is_payment_id(text := f"{body}{tail:02}", bill)]
    return [*found, *(text.zfill(13) for text in found)]


@pytest.mark.parametrize(
    ("number", "persian", "english"),
    [("7748317800142", "تلفن", "telephone"), ("9174639504124", "برق", "electricity"), ("2050327604613", "آب", "water")],
)
def test_the_bill_says_what_it_is_for(number: str, persian: str, english: str) -> None:
    entry = begin("bill_payment")
    entry.answer(BILL, number)
    assert entry.node("/data/bill/service_fa").value == persian
    assert entry.node("/data/bill/service_en").value == english


@pytest.mark.parametrize(
    ("number", "payment", "shown"),
    [
        ("7748317800142", "1770160", "17٬000"),
        ("7748317800142", "0001770160", "17٬000"),
        ("9174639504124", "12908190", "129٬000"),
    ],
)
def test_the_amount_is_derived_and_shown_before_paying(number: str, payment: str, shown: str) -> None:
    entry = begin("bill_payment")
    assert not entry.node("/data/payment/way").relevant
    entry.answer(BILL, number)
    entry.answer(PAYMENT, payment)
    assert entry.node("/data/bill/amount").value == str(payment_rials(payment))
    label = entry.node("/data/bill/amount_note").label
    assert label is not None
    assert f"{shown} ریال" in " ".join(label.text.split())
    assert entry.node("/data/payment/way").relevant


def test_large_amounts_are_grouped_by_thousands() -> None:
    number = BILLS[0]
    payment = valid_payments("12345678" + "000", number)[0]
    entry = begin("bill_payment")
    entry.answer(BILL, number)
    entry.answer(PAYMENT, payment)
    assert entry.node("/data/bill/amount_text").value == "12٬345٬678٬000"


def test_another_bill_breaks_the_payment_id(bill: FormEntry) -> None:
    bill.answer(BILL, "9174639504124")
    assert PAYMENT in [violation.ref for violation in bill.validate()]


def test_cash_needs_no_card(bill: FormEntry) -> None:
    bill.answer("/data/payment/way", "cash")
    assert not bill.node("/data/payment/pos/pos_reference").relevant
    assert bill.node("/data/payment/cash_note").relevant
    assert b"<card_last4>" not in bill.finalise().xml


@pytest.mark.parametrize(
    ("ref", "value"), [("pos_reference", "12345678901"), ("pos_reference", "12345678901x"), ("card_last4", "12345")]
)
def test_the_slip_is_copied_whole(bill: FormEntry, ref: str, value: str) -> None:
    bill.answer(f"/data/payment/pos/{ref}", value)
    assert not bill.node(f"/data/payment/pos/{ref}").valid

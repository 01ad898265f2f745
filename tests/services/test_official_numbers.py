"""The rules that the services are held against: published samples pass, a mistyped digit does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.official_numbers import is_bill_id, is_national_id, is_payment_id, is_sheba, payment_rials


@pytest.mark.parametrize("number", ["0499370899", "0790419904", "0084575948", "0963695398", "1583250689", "4032152314"])
def test_published_national_ids_are_accepted(number: str) -> None:
    assert is_national_id(number)


@pytest.mark.parametrize(
    "number", ["1111111111", "0000000000", "0499370898", "049937089", "04993708990", "abcdefghij", ""]
)
def test_what_is_no_national_id_is_refused(number: str) -> None:
    assert not is_national_id(number)


@settings(deadline=None)
@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_except_where_the_rule_itself_is_blind(stem: int, place: int, change: int) -> None:
    body = f"{stem:09}"
    wrong = body[:place] + str((int(body[place]) + change) % 10) + body[place + 1 :]
    for digit in "23456789":  # 0 and 1 stand for two remainders each
        assert not (is_national_id(body + digit) and is_national_id(wrong + digit))


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("IR820540102680020817909002", True),
        ("IR06 2960 0000 0010 0324 2000 01", True),
        ("IR820540102680020817909003", False),
        ("820540102680020817909002", False),
    ],
)
def test_published_sheba_numbers(number: str, valid: bool) -> None:
    assert is_sheba(number) is valid


@pytest.mark.parametrize(
    ("bill", "payment", "rials"),
    [
        ("7748317800142", "1770160", 17_000),
        ("7748317800142", "0001770160", 17_000),
        ("9174639504124", "12908190", 129_000),
        ("2050327604613", "1070189", 10_000),
    ],
)
def test_published_bills(bill: str, payment: str, rials: int) -> None:
    assert is_bill_id(bill)
    assert is_payment_id(payment, bill)
    assert payment_rials(payment) == rials


def test_a_payment_id_belongs_to_its_bill_only() -> None:
    assert not is_payment_id("1770160", "9174639504124")
    assert not is_payment_id("1770161", "7748317800142")
    assert not is_bill_id("7748317800143")

"""Official numbers: published samples hold, every typing error in one digit is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import identifiers


@pytest.mark.parametrize("number", ["0499370899", "0790419904", "0084575948", "0963695398", "1583250689", "4032152314"])
def test_published_national_ids_are_accepted(number: str) -> None:
    assert identifiers.is_national_id(number)


@pytest.mark.parametrize(
    "number", ["1111111111", "0000000000", "0499370898", "049937089", "04993708990", "abcdefghij", ""]
)
def test_what_is_no_national_id_is_refused(number: str) -> None:
    assert not identifiers.is_national_id(number)


@settings(deadline=None)
@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed_but_where_the_rule_itself_is_blind(stem: int, place: int, change: int) -> None:
    body = f"{stem:09}"
    wrong = body[:place] + str((int(body[place]) + change) % 10) + body[place + 1 :]
    for digit in "23456789":  # 0 and 1 stand for two remainders each
        assert not (identifiers.is_national_id(body + digit) and identifiers.is_national_id(wrong + digit))


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("۰۴۹۹۳۷۰۸۹۹", "0499370899"),
        ("٠٤٩٩٣٧٠٨٩٩", "0499370899"),
        ("049-937 0899", "0499370899"),
        ("\u200f0499\u200c370899\u2069", "0499370899"),
        ("ir82 0540 1026 8002 0817 9090 02", "ir820540102680020817909002"),
    ],
)
def test_an_identifier_has_one_spelling(text: str, spelling: str) -> None:
    assert identifiers.normalise(text) == spelling


def test_persian_letters_replace_arabic_ones_and_nothing_else_changes() -> None:
    assert identifiers.normalise_text("علي كريمي‌نژاد ۱۲") == "علی کریمی‌نژاد 12"


@pytest.mark.parametrize(("number", "valid"), [("10380284790", True), ("14007650912", True), ("10380284792", False)])
def test_legal_ids(number: str, valid: bool) -> None:
    assert identifiers.is_legal_id(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("IR820540102680020817909002", True),
        ("IR06 2960 0000 0010 0324 2000 01", True),
        ("IR820540102680020817909003", False),
        ("820540102680020817909002", False),
    ],
)
def test_sheba(number: str, valid: bool) -> None:
    assert identifiers.is_sheba(number) is valid


@pytest.mark.parametrize(
    ("bill", "payment", "service", "rials"),
    [
        ("7748317800142", "1770160", "phone", 17_000),
        ("7748317800142", "0001770160", "phone", 17_000),
        ("9174639504124", "12908190", "power", 129_000),
        ("2050327604613", "1070189", "water", 10_000),
    ],
)
def test_published_bills(bill: str, payment: str, service: str, rials: int) -> None:
    assert identifiers.is_bill_id(bill)
    assert identifiers.is_payment_id(payment, bill)
    assert identifiers.bill_service(bill) == service
    assert identifiers.payment_rials(payment) == rials


def test_a_payment_id_belongs_to_its_bill_only() -> None:
    assert not identifiers.is_payment_id("1770160", "9174639504124")
    assert not identifiers.is_payment_id("1770161", "7748317800142")
    assert not identifiers.is_bill_id("7748317800143")


def test_an_unknown_kind_of_bill_has_no_service() -> None:
    assert identifiers.bill_service("1234500") is None
    assert identifiers.payment_rials("12") == 0


@pytest.mark.parametrize("text", ["09123456789", "+989123456789", "00989123456789", "9123456789", "۰۹۱۲ ۳۴۵ ۶۷۸۹"])
def test_a_mobile_number_has_one_spelling(text: str) -> None:
    assert identifiers.is_mobile(text)
    assert identifiers.mobile_number(text) == "09123456789"


def test_other_numbers_are_no_mobile_numbers() -> None:
    assert identifiers.mobile_number("02188123456") is None


@pytest.mark.parametrize(
    ("number", "valid"), [("6037701689095443", True), ("6219861034529007", True), ("6219861034529008", False)]
)
def test_cards(number: str, valid: bool) -> None:
    assert identifiers.is_card(number) is valid


@pytest.mark.parametrize(
    ("code", "valid"), [("1619735744", True), ("1012345678", False), ("1111134567", False), ("161973574", False)]
)
def test_postal_codes(code: str, valid: bool) -> None:
    assert identifiers.is_postal_code(code) is valid

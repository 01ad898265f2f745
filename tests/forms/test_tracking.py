"""The tracking code: the same for everybody who knows the instanceID, safe against slips of the finger."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import tracking

CODES = st.uuids().map(lambda value: tracking.tracking_code(f"uuid:{value}"))


def test_the_code_of_a_known_instance() -> None:
    assert tracking.case_code("uuid:02c9e2ec-7b20-47c8-bec9-f1a46640159f") == "11823800453316693"
    assert tracking.tracking_code("uuid:02c9e2ec-7b20-47c8-bec9-f1a46640159f").startswith("11823800453316693")


@settings(deadline=None)
@given(CODES)
def test_a_code_is_recognised_however_it_is_written(code: str) -> None:
    assert len(code) == 18
    assert tracking.is_tracking_code(code)
    assert tracking.is_tracking_code(tracking.grouped(code).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    assert tracking.case_of(tracking.grouped(code)) == code[:17]


@settings(deadline=None)
@given(CODES, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(code: str, place: int, change: int) -> None:
    other = str((int(code[place]) + change) % 10)
    assert not tracking.is_tracking_code(code[:place] + other + code[place + 1 :])


@settings(deadline=None)
@given(CODES, st.integers(0, 16))
def test_two_swapped_neighbours_are_noticed(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert tracking.is_tracking_code(swapped) == (swapped == code)


def test_other_things_are_no_codes() -> None:
    assert not tracking.is_tracking_code("")
    assert not tracking.is_tracking_code("کد من")
    assert not tracking.is_tracking_code("1" * 17)


def test_codes_are_read_in_threes() -> None:
    assert tracking.grouped("123456789012345678") == "123 456 789 012 345 678"

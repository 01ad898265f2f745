"""Numbers, texts, truths and dates, and how one becomes the other."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.tree import Node, document
from forms.xpath import Environment, to_stored
from forms.xpath.numeric import format_number, parse_number, round_half_up

Text = Callable[..., str]
Truth = Callable[..., bool]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (5.0, "5"),
        (-0.0, "0"),
        (100 * 1.1, "110"),
        (123456789012.0, "123456789012"),
        (0.1 + 0.2, "0.30000000000000004"),
        (0.00001, "0.00001"),
        (1e21, "1000000000000000000000"),
        (12345678.9, "12345678.9"),
        (math.nan, "NaN"),
        (-math.inf, "-Infinity"),
    ],
)
def test_numbers_are_written_without_exponents_and_whole_ones_without_a_point(value: float, written: str) -> None:
    assert format_number(value) == written


@pytest.mark.parametrize("text", ["", "-", "+12", "1e3", "0x10", "۱۲", "1_000", "inf", "nan", "1 2"])
def test_what_is_no_number_in_xpath_is_none_here(text: str) -> None:
    assert math.isnan(parse_number(text))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_it_was_written(value: float) -> None:
    assert math.isclose(parse_number(format_number(value)), value, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (-2.5, 0, -2),
        (2.5, 0, 3),
        (1.25, 1, 1.3),
        (-1.25, 1, -1.2),
        (1.005, 2, 1.01),
        (12345, -2, 12300),
        (1e300, 5, 1e300),
    ],
)
def test_halves_are_rounded_up(value: float, places: float, rounded: float) -> None:
    assert round_half_up(value, places) == rounded


def test_a_stored_false_is_true_and_an_int_zero_is_false(truth: Truth) -> None:
    assert truth("/data/said")
    assert truth("'false'")
    assert not truth("/data/zero")
    assert not truth("/data/empty")
    assert not truth("/data/nothing")


def test_a_boolean_reads_as_true_and_is_stored_as_1(text: Text, environment: Environment) -> None:
    assert text("true()") == "true"
    assert text("/data/yes") == "true"
    assert [to_stored(value, "string", environment) for value in (True, False)] == ["1", "0"]


def test_values_are_stored_as_their_node_reads_them(environment: Environment) -> None:
    day = date(2026, 1, 3)
    assert to_stored(day, "date", environment) == "2026-01-03"
    assert to_stored(day, "dateTime", environment) == "2026-01-03T00:00:00.000-07:00"
    assert to_stored(day, "string", environment) == "2026-01-03T00:00:00.000-07:00"
    assert to_stored(datetime(2026, 1, 3, 12, tzinfo=UTC), "time", environment) == "05:00:00.000-07:00"
    assert to_stored(5.7, "int", environment) == "5"
    assert to_stored(math.nan, "decimal", environment) == ""
    assert to_stored("abc", "boolean", environment) == "1"


def test_what_is_not_relevant_reads_as_if_it_were_not_there(text: Text, truth: Truth) -> None:
    assert text("/data/gone") == ""
    assert truth("/data/gone = ''")
    assert text("count(/data/gone)") == "0"
    assert text("/data/gone + 5") == "NaN"


def test_dates_are_compared_as_dates(truth: Truth) -> None:
    assert truth("/data/born = '1992-03-01'")
    assert truth("/data/born < today()")
    assert truth("today() > '2026-11-21'")
    assert truth("'2026-11-21' < '2026-11-22'")
    assert truth("now() > today()")
    assert truth("date('2026-01-02') = date-time('2026-01-02')")
    assert truth("/data/born != 'someday'")
    assert not truth("'someday' < today()")


def test_a_date_is_so_many_days_and_keeps_counting_as_one(text: Text) -> None:
    assert text("number(date('1970-01-03'))") == "2"
    assert text("/data/born + 1") == text("number('1992-03-02')")
    assert text("date(/data/born + 1)") == "1992-03-02"
    assert text("number(/data/seen)") == text("number('2026-01-01')"), "the day it was in Phoenix"


def test_equality_of_typed_nodes_is_that_of_their_values(truth: Truth) -> None:
    assert truth("/data/age = '34.0'")
    assert truth("/data/height = 2.5")
    assert truth("/data/yes = true()")
    assert truth("'1' = 1")
    assert truth("true() = 'true'")
    assert not truth("'1' = '1.0'")
    assert not truth("/data/empty = 0")
    assert truth("/data/empty != 5")


def test_of_several_nodes_one_suffices(truth: Truth) -> None:
    assert truth("/data/row/x = 3")
    assert truth("/data/row/x != 3")
    assert truth("/data/row/x > 2")
    assert not truth("/data/row/x > 3")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_storing_a_number_loses_nothing(value: float) -> None:
    environment = Environment(document(Node("data")), lambda: datetime(2026, 1, 1, tzinfo=UTC))
    assert math.isclose(float(to_stored(value, "decimal", environment)), value, abs_tol=1e-12)

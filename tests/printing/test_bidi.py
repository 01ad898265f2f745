"""Levels and visual order: checked by hand for what receipts carry, and against another implementation for the rest."""

import pytest
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from printing.text.bidi import CONTROLS, embedding_levels, visual_runs

ISOLATE, END = "\u2066", "\u2069"


def visual(text: str, *, rtl: bool = True) -> list[tuple[str, bool]]:
    return visual_runs(text, embedding_levels(text, rtl=rtl), base=int(rtl))


def test_a_persian_number_keeps_the_order_of_its_digits() -> None:
    assert visual("سال ۱۴۰۳ بود") == [(" بود", True), ("۱۴۰۳", False), ("سال ", True)]


def test_an_isolated_telephone_number_reads_from_left_to_right() -> None:
    assert visual(f"تلفن {ISOLATE}۰۲۱-۸۸۹{END}") == [("۰۲۱-۸۸۹", False), ("تلفن ", True)]


def test_without_an_isolate_the_algorithm_turns_the_telephone_number_round() -> None:
    assert visual("تلفن ۰۲۱-۸۸۹")[:3] == [("۸۸۹", False), ("-", True), ("۰۲۱", False)]


def test_a_left_to_right_mark_keeps_the_minus_before_its_number() -> None:
    assert visual("مانده \u200e-۵۰۰")[0] == ("-۵۰۰", False)


def test_controls_are_in_no_run() -> None:
    text = f"\u200eالف{ISOLATE}abc{END}\u202bب\u202c"
    assert not set("".join(run for run, _ in visual(text))) & set(CONTROLS)


@pytest.mark.parametrize("rtl", [True, False])
@settings(max_examples=300, deadline=None)
@given(st.text("aب۱1-+.,/ ()[]\u0301\u200c\u200f\u2066\u2067\u2068\u2069\u202b\u202e\u202c%:٣", max_size=24))
@example("a(ب)1[-")
def test_levels_agree_with_another_implementation(rtl: bool, text: str) -> None:
    text += "z"  # the other one has the end of the line in it already, where white space takes the paragraph's level
    other = BidiParagraph(text=text, base_direction=TextDirection.RTL if rtl else TextDirection.LTR)
    theirs = [(one.character, one.embedding_level) for one in other.get_characters_with_embedding_level()]
    ours = list(zip(text, embedding_levels(text, rtl=rtl), strict=True))
    assert _kept(ours) == theirs


def test_a_zero_width_non_joiner_stays_within_its_word() -> None:
    assert visual("می‌خواهم ۱۲") == [("۱۲", False), ("می‌خواهم ", True)]


def _kept(levels: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Only characters that rule X9 keeps: what the others get is left to the implementation."""
    return [pair for pair in levels if pair[0] not in "\u200c\u202b\u202e\u202c"]

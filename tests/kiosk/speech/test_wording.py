"""What a voice is given, so that it reads rightly."""

from __future__ import annotations

import pytest

from kiosk.speech.wording import for_voice, letter


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("کد ۰۵۱۵۰۵۳۰۵", "کد ۰ ۵ ۱ ۵ ۰ ۵ ۳ ۰ ۵"),
        ("09123456789", "0 9 1 2 3 4 5 6 7 8 9"),
        ("1405 and 12.5", "1405 and 12.5"),
        ("\u2068دام\u2069 · ✓ ۱", "دام ۱"),
        ("می‌خواهم", "می‌خواهم"),
        ("Wait…", "Wait"),
    ],
)
def test_signs_are_for_the_eye_and_codes_are_spelt(words: str, read: str) -> None:
    assert for_voice(words, "fa") == read


@pytest.mark.parametrize(
    ("sorani", "latin"), [("سڵاو", "slaw"), ("ناوی تۆ چییە؟", "nawî to çîye?"), ("کوردی", "kurdî"), ("دوو", "dû")]
)
def test_sorani_is_given_in_the_letters_that_the_voice_reads(sorani: str, latin: str) -> None:
    assert for_voice(sorani, "ckb") == latin


def test_a_letter_is_called_by_its_name() -> None:
    assert letter("ب") == "ب"
    assert letter(" ") != " "

"""Numbers and words as people type them, brought to one spelling."""

from __future__ import annotations

import pytest

from forms import identifiers


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

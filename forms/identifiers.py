"""Typed numbers and words brought to one spelling; whether a number is right, the form's own constraint says."""

from __future__ import annotations

import re

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
# ZWNJ, ZWJ, bidi marks, embeddings and isolates, BOM: invisible, and copied along with numbers from web pages.
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
_SEPARATORS = re.compile(r"[\s\-_/.،,]+")


def normalise_text(text: str) -> str:
    """Return `text` with ASCII digits and the Persian ی and ک, nothing else changed."""
    return text.translate(_DIGITS).translate(_LETTERS)


def normalise(text: str) -> str:
    """Return an identifier's one spelling: ASCII digits, Persian letters, no spaces, dashes or invisible marks."""
    return _SEPARATORS.sub("", normalise_text(text).translate(_INVISIBLE))

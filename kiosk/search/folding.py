"""One spelling for what is typed in several ways, so that words can be compared: letters, vowels, joiners, case."""

from __future__ import annotations

import re

from forms.identifiers import normalise_text

_LETTERS = str.maketrans({"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ة": "ه", "ۀ": "ه", "ھ": "ه"})
_SORANI = str.maketrans({"ە": "ه", "ێ": "ی", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ڤ": "و"})
_SILENT = re.compile("[\u064b-\u065f\u0670\u0640\u0654\u200c-\u200f\u2066-\u2069]")  # vowels, stretching, joiners


def folded(text: str) -> str:
    """Return `text` as it is compared: one spelling for letters that are typed in several ways, no vowels or case."""
    return folded_all([text])[0]


def folded_all(texts: list[str]) -> list[str]:
    """Return each of `texts` folded; as one string meanwhile, for there may be a hundred thousand of them."""
    lines = "\n".join(" ".join(text.split()) for text in texts)
    plain = _SILENT.sub("", normalise_text(lines))
    return plain.translate(_LETTERS).translate(_SORANI).casefold().split("\n")

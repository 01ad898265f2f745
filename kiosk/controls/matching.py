"""Whether a choice answers what was typed to find it: the same word however its letters were typed."""

from __future__ import annotations

import re

from forms.identifiers import normalise_text

_LETTERS = str.maketrans({"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ة": "ه", "ۀ": "ه", "ھ": "ه"})
_SILENT = re.compile("[\u064b-\u065f\u0670\u0640\u0654\u200c-\u200f\u2066-\u2069]")  # vowels, stretching, joiners


def folded(text: str) -> str:
    """Return `text` as it is compared: one spelling for letters that are typed in several ways, no vowels or case."""
    return folded_all([text])[0]


def folded_all(texts: list[str]) -> list[str]:
    """Return each of `texts` folded; as one string meanwhile, for there may be a hundred thousand of them."""
    lines = "\n".join(" ".join(text.split()) for text in texts)
    return _SILENT.sub("", normalise_text(lines)).translate(_LETTERS).casefold().split("\n")


def matches(asked: str, candidates: list[str]) -> list[int]:
    """Return the places of the folded `candidates` that contain all words of the folded `asked`.

    Those beginning with it come first; otherwise the order stays.
    """
    if not asked:
        return list(range(len(candidates)))
    first, *others = asked.split()
    found = [i for i, candidate in enumerate(candidates) if first in candidate]
    for word in others:
        found = [i for i in found if word in candidates[i]]
    return sorted(found, key=lambda i: not candidates[i].startswith(asked))

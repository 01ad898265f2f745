"""Sorani written in Latin letters: espeak-ng reads Kurdish, but only the alphabet of Kurmanji.

Sorani writes all vowels but the short i, so letter by letter is nearly right.
https://en.wikipedia.org/wiki/Kurdish_alphabets
"""

from __future__ import annotations

import re

_LETTERS = str.maketrans(
    {
        "ا": "a", "ب": "b", "پ": "p", "ت": "t", "ج": "c", "چ": "ç", "ح": "h", "خ": "x", "د": "d", "ر": "r",
        "ڕ": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "ş", "ع": "", "غ": "x", "ف": "f", "ڤ": "v", "ق": "q",
        "ک": "k", "ك": "k", "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h", "ھ": "h", "ە": "e",
        "ۆ": "o", "ێ": "ê", "ئ": "", "\u200c": "", "؟": "?", "،": ",", "؛": ";",
    }
)  # fmt: skip
_VOWELS = "aeêîoû"


def in_latin(words: str) -> str:
    """Return Sorani `words` in the letters of Kurmanji; what is not Sorani stays as it is."""
    text = words.replace("وو", "û").translate(_LETTERS)
    # و and ی are consonants beside a vowel, vowels everywhere else.
    text = re.sub(rf"و(?=[{_VOWELS}])|(?<=[{_VOWELS}])و", "w", text)
    text = re.sub(rf"[یي](?=[{_VOWELS}])|(?<=[{_VOWELS}])[یي]", "y", text)
    return text.replace("و", "u").replace("ی", "î").replace("ي", "î")

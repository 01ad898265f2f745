"""Words as a speaking program reads them rightly: without signs for the eye, long numbers digit by digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assets.texts import T, Text
from kiosk.speech.sorani import in_latin

if TYPE_CHECKING:
    from kiosk.widgets import Sayable

_SIGNS = re.compile("[\u2066-\u2069\u200e\u200f✓·•…–—«»“”]+")
_SPACES = re.compile(r"\s+")
# A code, a telephone or an identity number is understood digit by digit; an amount or a year as a number.
_CODE = re.compile(r"(?<!\d)(?:\d{6,}|[0۰٠]\d+)(?!\d)")

_NAMES: Final[dict[str, Text]] = {
    " ": T("Space"),
    "\u200c": T("Half space"),
    ".": T("Full stop"),
    ",": T("Comma"),
    "،": T("Comma"),
}


def for_voice(words: str, language: str) -> str:
    """Return `words` as the voice for `language` is to be given them."""
    text = _CODE.sub(lambda found: " ".join(found[0]), _SIGNS.sub(" ", words))
    text = _SPACES.sub(" ", text).strip()
    return in_latin(text) if language.split("-")[0] == "ckb" else text


def letter(typed: str) -> Sayable:
    """Return what the single character `typed` is called."""
    return _NAMES.get(typed, typed)

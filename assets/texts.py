"""Texts a person sees: named once in English in the code, said in any language from one gettext catalogue each."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Literal

from assets import read

COMPLETE = ("fa", "en")  # nothing is missing in these, and people who speak them have read them
DRAFTS = ("ar", "ckb")  # what people meet at a counter, to be reviewed; what is missing is said in Persian
LANGUAGES = (*COMPLETE, *DRAFTS)
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur"})
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DIGITS = {"fa": _PERSIAN_DIGITS, "ar": _ARABIC_DIGITS, "ckb": _ARABIC_DIGITS}
_LEFT_TO_RIGHT, _BY_ITSELF, _END, _LEFT_TO_RIGHT_MARK = "\u2066", "\u2068", "\u2069", "\u200e"
# Between Arabic digits, other than between Persian ones, a blank or a dash turns the groups round (UAX #9, N1).
_PARTED = re.compile("(?<=[٠-٩])([ \u00a0-])(?=[٠-٩])")


# What differs by language and is no sentence, as a function of the language: a date, a code in digits.
InLanguage = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet said in any language: its English form with `{named}` places and what goes into them."""

    msgid: str
    params: tuple[tuple[str, str | int | Text | InLanguage], ...] = ()


def T(msgid: str, /, **params: str | int | Text | InLanguage) -> Text:  # noqa: N802 - the extraction keyword, short on purpose
    """Mark `msgid` for translation; `params` fill its `{named}` places when it is said."""
    return Text(msgid, tuple(params.items()))


def say(text: Text, language: str) -> str:
    """Return `text` in `language`, in Persian where a draft lacks it, else in English; numbers in its digits.

    String parameters are put between bidi isolates, so that a code or a Latin name never turns the sentence round.
    """
    template = _catalogue(language).gettext(text.msgid)
    return template.format_map({name: _said(value, language) for name, value in text.params})


def direction(language: str) -> Literal["rtl", "ltr"]:
    """Return the writing direction of a BCP 47 `language` code; decided by the code, never by looking at text."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def show_digits(text: str, language: str) -> str:
    """Return `text` with ASCII digits as people write them in `language`; stored values stay ASCII."""
    digits = _DIGITS.get(language.split("-")[0])
    if digits is None:
        return text
    return _PARTED.sub(_LEFT_TO_RIGHT_MARK + r"\1", text.translate(digits))


def left_to_right(code: str) -> str:
    """Return a code, number or name of the machine's, which no sentence around it turns round."""
    return f"{_LEFT_TO_RIGHT}{code}{_END}"


def by_itself(words: str) -> str:
    """Return somebody else's words in their own direction, whatever the sentence around them has."""
    return f"{_BY_ITSELF}{words}{_END}"


def listed(items: Iterable[str], language: str) -> str:
    """Return `items` as one list in `language`."""
    return ("، " if direction(language) == "rtl" else ", ").join(items)


def _said(value: str | int | Text | InLanguage, language: str) -> str:
    if isinstance(value, Text):
        return say(value, language)
    if callable(value):
        value = value(language)
    if isinstance(value, int):
        return show_digits(str(value), language)
    return by_itself(value)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    try:
        found = gettext.GNUTranslations(BytesIO(read(f"i18n/{language}.mo")))
    except FileNotFoundError:
        return gettext.NullTranslations()
    if language in DRAFTS:
        found.add_fallback(_catalogue("fa"))
    return found

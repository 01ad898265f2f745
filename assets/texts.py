"""Texts a person sees: named once in English in the code, said in any language from one gettext catalogue each."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Literal

from assets import read

LANGUAGES = ("fa", "en")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur"})
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence not yet said in any language: its English form with `{named}` places and what goes into them."""

    msgid: str
    params: tuple[tuple[str, str | int | Text], ...] = ()


def T(msgid: str, /, **params: str | int | Text) -> Text:  # noqa: N802 - the extraction keyword, short on purpose
    """Mark `msgid` for translation; `params` fill its `{named}` places when it is said."""
    return Text(msgid, tuple(params.items()))


def say(text: Text, language: str) -> str:
    """Return `text` in `language`, falling back to English; numbers in the digits of that language.

    String parameters are put between bidi isolates, so that a code or a Latin name never turns the sentence round.
    """
    template = _catalogue(language).gettext(text.msgid)
    return template.format_map({name: _said(value, language) for name, value in text.params})


def direction(language: str) -> Literal["rtl", "ltr"]:
    """Return the writing direction of a BCP 47 `language` code; decided by the code, never by looking at text."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def show_digits(text: str, language: str) -> str:
    """Return `text` with ASCII digits as people write them in `language`; stored values stay ASCII."""
    return text.translate(_PERSIAN_DIGITS) if language.split("-")[0] == "fa" else text


def _said(value: str | int | Text, language: str) -> str:
    if isinstance(value, Text):
        return say(value, language)
    if isinstance(value, int):
        return show_digits(str(value), language)
    return f"{_ISOLATE}{value}{_END_ISOLATE}"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    try:
        return gettext.GNUTranslations(BytesIO(read(f"i18n/{language}.mo")))
    except FileNotFoundError:
        return gettext.NullTranslations()

"""Every text a person sees exists in every language, with the same places to fill in, and reads rightly."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from assets.texts import COMPLETE, LANGUAGES, T, direction, say, show_digits

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("kiosk", "forms", "sync", "printing", "assets")


@cache
def named_in_code() -> frozenset[str]:
    """All msgids that the code marks with `T("…")`."""
    found: set[str] = set()
    for package in PACKAGES:
        for _, _, message, _, _ in extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords={"T": None}
        ):
            found.add(message if isinstance(message, str) else message[0])
    return frozenset(found)


def catalogue(language: str) -> Catalog:
    with (ROOT / "assets" / "i18n" / f"{language}.po").open("rb") as source:
        return read_po(source, locale=language)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", COMPLETE)
def test_no_text_is_missing(language: str) -> None:
    said = {str(m.id) for m in catalogue(language) if m.id and m.string and not m.fuzzy}
    assert sorted(named_in_code() - said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_over(language: str) -> None:
    assert sorted({str(m.id) for m in catalogue(language) if m.id} - named_in_code()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_the_same_places(language: str) -> None:
    wrong = [m.id for m in catalogue(language) if m.id and places(str(m.id)) != places(str(m.string))]
    assert wrong == []


def test_numbers_are_said_in_the_digits_of_the_language_and_codes_are_isolated() -> None:
    text = T("{count} of {code}", count=12, code="AB-1")
    assert say(text, "xx") == "12 of \u2068AB-1\u2069"
    assert show_digits("2026", "fa") == "۲۰۲۶"
    assert show_digits("2026", "en") == "2026"


def test_direction_follows_the_language_code() -> None:
    assert [direction(code) for code in ("fa", "fa-IR", "ar", "ckb", "en", "ku")] == ["rtl"] * 4 + ["ltr"] * 2

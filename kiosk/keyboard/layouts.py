"""What stands on which key. Rows run left to right in every language, as on every keyboard that was ever sold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from assets.texts import T, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

ZWNJ: Final = "\u200c"


class Act(Enum):
    """What a key does that types nothing."""

    BACKSPACE = auto()
    NEW_LINE = auto()
    SHIFT = auto()
    OTHER_LETTERS = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what it types or does, what is on it, what it is called, how wide it is against a letter."""

    does: str | Act
    face: str | Text
    name: str | Text | None = None
    width: int = 2
    icon: str | None = None


Layout = tuple[tuple[Key, ...], ...]


def _letters(row: str) -> tuple[Key, ...]:
    return tuple(Key(letter, letter) for letter in row)


_BACKSPACE = Key(Act.BACKSPACE, "", T("Delete the last letter"), 4, "regular/backspace")
_DONE = Key(Act.DONE, T("Done"), width=4)
_NEW_LINE = Key(Act.NEW_LINE, T("New line"), width=4)
_SPACE = Key(" ", T("Space"), width=8)


# Every letter on a key of its own, without a shift. Persian as in ISIRI 9147; Sorani as people in Iran type it.
_ROWS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "fa": ("۱۲۳۴۵۶۷۸۹۰", "ضصثقفغعهخحجچ", "شسیبلاتنمکگؤ", "ظطزژرذدپوآئء"),
    "ar": ("١٢٣٤٥٦٧٨٩٠", "ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "ئءؤرىةوزظأإآ"),
    "ckb": ("١٢٣٤٥٦٧٨٩٠", "قوەرتیێئحۆپغ", "اسشدفگهژکلڵڕ", "زخعجچڤبنمصضط"),
}
_OWN_NAMES: Final[Mapping[str, tuple[str, Text]]] = {
    "fa": ("فارسی", T("Persian letters")),
    "en": ("English", T("English letters")),
    "ar": ("العربية", T("Arabic letters")),
    "ckb": ("کوردی", T("Kurdish letters")),
}


def letters_of(language: str) -> tuple[str, ...]:
    """Return the kinds of letters that somebody of `language` may want, as language codes, her own first.

    Whatever the screens speak, names in this country are written in Persian.
    """
    own = language if language in _OWN_NAMES else "fa"
    return tuple(dict.fromkeys((own, "fa", "en")))


def board(letters: str, following: str, *, several_lines: bool, shifted: bool) -> Layout:
    """The keys with the `letters` of a language; one key leads to those of the language `following`."""
    face, name = _OWN_NAMES[following]
    others = Key(Act.OTHER_LETTERS, face, name, 4)
    if letters == "en":
        return _english(others, several_lines=several_lines, shifted=shifted)
    bottom = (
        others,
        Key(ZWNJ, T("Half space"), width=4),
        _SPACE,
        Key("،", "،", T("Comma")),
        Key(".", ".", T("Full stop")),
        _NEW_LINE if several_lines else _DONE,
    )
    digits, *rows = _ROWS[letters]
    return ((*_letters(digits), _BACKSPACE), *map(_letters, rows), bottom)


def _english(others: Key, *, several_lines: bool, shifted: bool) -> Layout:
    """QWERTY, with what stands in addresses and part numbers."""
    rows = ("qwertyuiop-_", "asdfghjkl'@/", "zxcvbnm,.:")
    first, second, third = (row.upper() if shifted else row for row in rows)
    shift = Key(Act.SHIFT, "", T("Small letters") if shifted else T("Capital letters"), 4, "regular/arrow-fat-up")
    bottom = (
        others,
        Key(" ", T("Space"), width=16),
        _NEW_LINE if several_lines else _DONE,
    )
    return (
        (*_letters("1234567890"), _BACKSPACE),
        _letters(first),
        _letters(second),
        (shift, *_letters(third)),
        bottom,
    )


def number_pad(*, decimals: bool, signed: bool) -> Layout:
    """The digits as on a telephone, in the language shown; point and minus only where a number may have them."""
    point, minus = (Key(".", T("."), T("Decimal point")),), (Key("-", "-", T("Dash")),)
    beside = point if decimals else minus if signed else ()
    nought = Key("0", "0", width=2 if beside else 4)
    rows = tuple(_letters(row) for row in ("123", "456", "789"))
    backspace = Key(Act.BACKSPACE, "", T("Delete the last digit"), 2, "regular/backspace")
    below = minus if decimals and signed else ()
    done = Key(Act.DONE, T("Done"), width=4 if below else 6)
    return (*rows, (*beside, nought, backspace), (*below, done))

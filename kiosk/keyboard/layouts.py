"""What stands on which key. Rows run left to right in every language, as on every keyboard that was ever sold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from assets.texts import T, Text

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


def persian(*, several_lines: bool) -> Layout:
    """The letters of ISIRI 9147 without a shift: every letter of Persian is on a key of its own."""
    bottom = (
        Key(Act.OTHER_LETTERS, "English", T("English letters"), 4),
        Key(ZWNJ, T("Half space"), width=4),
        _SPACE,
        Key("،", "،", T("Comma")),
        Key(".", ".", T("Full stop")),
        _NEW_LINE if several_lines else _DONE,
    )
    return (
        (*_letters("۱۲۳۴۵۶۷۸۹۰"), _BACKSPACE),
        _letters("ضصثقفغعهخحجچ"),
        _letters("شسیبلاتنمکگؤ"),
        _letters("ظطزژرذدپوآئء"),
        bottom,
    )


def english(*, several_lines: bool, shifted: bool) -> Layout:
    """QWERTY, with what stands in addresses and part numbers."""
    rows = ("qwertyuiop-_", "asdfghjkl'@/", "zxcvbnm,.:")
    first, second, third = (row.upper() if shifted else row for row in rows)
    shift = Key(Act.SHIFT, "", T("Small letters") if shifted else T("Capital letters"), 4, "regular/arrow-fat-up")
    bottom = (
        Key(Act.OTHER_LETTERS, "فارسی", T("Persian letters"), 4),
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
    beside = (Key(".", T("."), T("Decimal point")),) if decimals else (Key("-", "-", T("Dash")),) if signed else ()
    nought = Key("0", "0", width=2 if beside else 4)
    rows = tuple(_letters(row) for row in ("123", "456", "789"))
    backspace = Key(Act.BACKSPACE, "", T("Delete the last digit"), 2, "regular/backspace")
    done = Key(Act.DONE, T("Done"), width=6)
    return (*rows, (*beside, nought, backspace), (done,))

"""Values as they are read on paper: numbers, dates in both calendars, codes that no sentence turns round."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from assets.texts import T, Text, left_to_right, say, show_digits
from forms.calendars import show_date
from forms.printing import LAST_FOUR

if TYPE_CHECKING:
    from collections.abc import Callable

_LEFT_TO_RIGHT_MARK = "\u200e"
_NO_BREAK_SPACE = "\u00a0"
_NUMERIC = frozenset({"int", "decimal"})
_MARK_BYTES = 8
_LAST = 4


def said(wording: Text | str, language: str) -> str:
    """Return a Text of ours in `language`; a form author's words as they are."""
    return say(wording, language) if isinstance(wording, Text) else wording


def isolated(code: str) -> str:
    """Return a code, telephone or ID that keeps its order and stays on one line in any sentence."""
    return left_to_right(code.replace(" ", _NO_BREAK_SPACE))


def grouped_code(code: str) -> str:
    """Return a long code in groups, left to right: a narrow line ends between two groups and never inside one."""
    return left_to_right(code)


def number(value: int, language: str) -> str:
    """Return a number with its thousands parted; a minus stays before its digits."""
    separator = "," if show_digits("0", language) == "0" else "٬"
    digits = f"{abs(value):,}".replace(",", separator)
    sign = f"{_LEFT_TO_RIGHT_MARK}-" if value < 0 else ""
    return isolated(sign + show_digits(digits, language))


def rials(amount: int, language: str) -> str:
    """Return an amount of money."""
    return say(T("{amount} rials", amount=number(amount, language)), language)


def both_calendars(day: date, language: str) -> str:
    """Return the long Jalali date with the Gregorian one behind it."""
    gregorian = isolated(show_digits(f"{day:%Y/%m/%d}", language))
    return say(T("{jalali} ({gregorian} Gregorian)", jalali=show_date(day, language), gregorian=gregorian), language)


def moment(when: datetime, language: str) -> str:
    """Return the date in both calendars and the time to the minute, in the zone that `when` carries."""
    clock = isolated(show_digits(f"{when:%H:%M}", language))
    return say(T("{day}, at {clock}", day=both_calendars(when.date(), language), clock=clock), language)


def mark(digest: bytes) -> str:
    """Return the first 8 bytes of a submission's hash in groups of four: enough to tell one paper from another."""
    return isolated(mark_groups(digest))


def mark_groups(digest: bytes) -> str:
    """Return the digits of a submission's mark, four by four."""
    digits = digest[:_MARK_BYTES].hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def masked(value: str, mask: str, language: str) -> str:
    """Return what is printed in place of an answer that does not belong on paper, or only its end."""
    if mask == LAST_FOUR and len(value) > 2 * _LAST:
        return isolated("•" * _LAST + show_digits(value[-_LAST:], language))
    return say(T("(not printed)"), language)


def answered(value: str, kind: str, language: str) -> str:
    """Return a stored answer of the XForms type `kind` as it is read; what is none of its type, and "", stays."""
    if value and kind in _TIMES:
        try:
            return _TIMES[kind](value, language)
        except ValueError:  # a form's default may be anything, and is kept until somebody answers
            return show_digits(value, language)
    if kind in _NUMERIC and value.startswith("-"):
        return isolated(f"{_LEFT_TO_RIGHT_MARK}{show_digits(value, language)}")
    if value.isascii() and any(character.isdigit() for character in value):
        return isolated(show_digits(value, language))
    return show_digits(value, language)


def _time(value: str, language: str) -> str:
    return isolated(show_digits(f"{time.fromisoformat(value):%H:%M}", language))


_TIMES: dict[str, Callable[[str, str], str]] = {
    "date": lambda value, language: both_calendars(date.fromisoformat(value[:10]), language),
    "dateTime": lambda value, language: moment(datetime.fromisoformat(value), language),
    "time": _time,
}

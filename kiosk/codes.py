"""A tracking code as people read it: in groups, in their digits, turned round by no sentence."""

from __future__ import annotations

from assets.texts import show_digits
from forms.tracking import grouped

LEFT_TO_RIGHT, END = "\u2066", "\u2069"


def code_in(code: str, language: str) -> str:
    """Return the tracking `code` as it is shown in `language`."""
    return f"{LEFT_TO_RIGHT}{show_digits(grouped(code), language)}{END}"

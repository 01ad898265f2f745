"""A tracking code as people read it: in groups, in their digits, turned round by no sentence."""

from __future__ import annotations

from assets.texts import left_to_right, show_digits
from forms.tracking import grouped


def code_in(code: str, language: str) -> str:
    """Return the tracking `code` as it is shown in `language`."""
    return left_to_right(show_digits(grouped(code), language))

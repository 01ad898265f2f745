"""Whether compiling an expression could refuse it: all others are compiled when first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.functions import FUNCTIONS

if TYPE_CHECKING:
    from forms.xpath.parser import Parsed
    from forms.xpath.syntax import Call


def may_be_refused(parsed: Parsed) -> bool:
    """Return whether what is `parsed` calls the unknown or the picky, or names a prefix that may not be declared."""
    return parsed.prefixed or any(map(_may_be_refused, parsed.calls))


def _may_be_refused(call: Call) -> bool:
    function = FUNCTIONS.get(call.name)
    return function is None or function.picky or not function.takes(len(call.arguments))

"""Numbers as people and forms write them, as far as one that can be shown is meant."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_MOST_PLACES = 30
"""Places before or behind the point: `1e999999999` is a number too, and written out it would fill the memory."""


def number_of(value: str) -> Decimal | None:
    """Return the finite number written in `value`, None when it is none: typed or a form's default, it may be all."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _MOST_PLACES else None

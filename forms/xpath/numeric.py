"""Numbers as texts and texts as numbers, the way form authors see them."""

from __future__ import annotations

import math
import re
from decimal import ROUND_FLOOR, Decimal

NAN = math.nan
_NUMBER = re.compile(r"\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
_ALMOST_WHOLE = 1e-12
_HALF = Decimal("0.5")
_MOST_PLACES = 330  # no double has more digits on either side of its point


def parse_number(text: str) -> float:
    """Return the number written in `text`, NaN where it is none: no exponent, no plus sign, ASCII digits."""
    if text.isdecimal() and text.isascii():
        return float(text)
    return float(text) if _NUMBER.fullmatch(text) else NAN


def format_number(value: float) -> str:
    """Return `value` as a text: whole numbers without a point, never an exponent.

    What misses a whole number by less than 1e-12 is one, as in JavaRosa: 100 * 1.1 is 110.
    """
    if value.is_integer():
        return str(int(value))
    if not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    whole = round(value)
    if abs(value - whole) < _ALMOST_WHOLE:
        return str(whole)
    text = repr(value)
    return text if "e" not in text else format(Decimal(text), "f")


def round_half_up(value: float, places: float) -> float:
    """Return `value` to so many decimal `places` (fewer than none: tens, hundreds), halves going up: -2.5 is -2."""
    if not math.isfinite(value) or not math.isfinite(places):
        return value if places == places else NAN
    exponent = max(-_MOST_PLACES, min(_MOST_PLACES, int(places)))
    scaled = Decimal(repr(value)).scaleb(exponent) + _HALF
    return float(scaled.to_integral_value(ROUND_FLOOR).scaleb(-exponent))


def divide(dividend: float, divisor: float) -> float:
    """Return the IEEE 754 quotient: nothing divided by zero is an error."""
    if divisor:
        return dividend / divisor
    if not dividend or dividend != dividend:
        return NAN
    return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def remainder(dividend: float, divisor: float) -> float:
    """Return what is left after division, with the sign of the dividend; NaN for a divisor of zero."""
    if not divisor or math.isinf(dividend):
        return NAN
    return math.fmod(dividend, divisor)


def power(base: float, exponent: float) -> float:
    """Return `base` to the power of `exponent`; NaN where there is no real result, infinite where it is too big."""
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 else math.inf
    except ValueError:
        return NAN if base else math.inf

"""Functions of numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forms.xpath.compiled import Code, as_number
from forms.xpath.functions.signature import Function, of_numbers
from forms.xpath.numeric import NAN, power, round_half_up
from forms.xpath.values import node_number, node_numbers, to_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from forms.xpath.context import Context


def _real(function: Callable[[float], float]) -> Function:
    """Declare a function of one number that is NaN where it has no real value and infinite where it is too big."""

    def guarded(x: float) -> float:
        try:
            return float(function(x))
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return of_numbers("number", guarded, 1)


def _logarithm(function: Callable[[float], float]) -> Function:
    return _real(lambda x: function(x) if x else -math.inf)


def _truncated(x: float) -> float:
    return float(math.trunc(x)) if math.isfinite(x) else x


def _whole(function: Callable[[float], int]) -> Function:
    return of_numbers("number", lambda x: float(function(x)) if math.isfinite(x) else x, 1)


def _number(arguments: Sequence[Code]) -> Code:
    if not arguments:
        return Code("number", lambda c: node_number(c.node, c.environment))
    return Code("number", as_number(arguments[0]))


def _extreme(choose: Callable[[Iterable[float]], float]) -> Function:
    """Declare min() or max(): what is no number is left out, and nothing at all gives NaN."""

    def build(arguments: Sequence[Code]) -> Code:
        parts = [_known_numbers(a) for a in arguments]

        def run(c: Context) -> float:
            found = [x for part in parts for x in part(c)]
            return choose(found) if found else NAN

        return Code("number", run)

    return Function(1, None, build)


def _known_numbers(code: Code) -> Callable[[Context], list[float]]:
    run = code.run

    def known(c: Context) -> list[float]:
        value = run(c)
        if isinstance(value, list):
            return node_numbers(value, c.environment)
        number = to_number(value, c.environment)
        return [number] if number == number else []

    return known


FUNCTIONS = {
    "abs": of_numbers("number", abs, 1),
    "acos": _real(math.acos),
    "asin": _real(math.asin),
    "atan": _real(math.atan),
    "atan2": of_numbers("number", math.atan2, 2),
    "ceiling": _whole(math.ceil),
    "cos": _real(math.cos),
    "exp": _real(math.exp),
    "exp10": of_numbers("number", lambda x: power(10.0, x), 1),
    "floor": _whole(math.floor),
    "int": of_numbers("number", _truncated, 1),
    "log": _logarithm(math.log),
    "log10": _logarithm(math.log10),
    "max": _extreme(max),
    "min": _extreme(min),
    "number": Function(0, 1, _number),
    "pi": Function(0, 0, lambda _: Code("number", lambda _: math.pi, math.pi)),
    "pow": of_numbers("number", power, 2),
    "random": Function(0, 0, lambda _: Code("number", lambda c: c.environment.random.random())),
    "round": of_numbers("number", lambda x, places=0.0: round_half_up(x, places), 1, 2),
    "sin": _real(math.sin),
    "sqrt": _real(math.sqrt),
    "tan": _real(math.tan),
}

"""How a function of the language is declared: how many arguments it takes and what it compiles to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from forms.xpath.compiled import Code, Kind, as_number, as_string
from forms.xpath.context import Context

Build: TypeAlias = Callable[[Sequence[Code]], Code]
Closure: TypeAlias = Callable[[Context], Any]


@dataclass(frozen=True, slots=True)
class Function:
    """A function with at least `least` and at most `most` arguments (None: any number); `step` counts them in twos.

    `picky` ones refuse constant arguments that they cannot use, such as a broken pattern, when compiled.
    """

    least: int
    most: int | None
    build: Build
    step: int = 1
    picky: bool = False

    def takes(self, count: int) -> bool:
        """Return whether the function takes `count` arguments."""
        if count < self.least or (self.most is not None and count > self.most):
            return False
        return (count - self.least) % self.step == 0


def applied(kind: Kind, function: Callable[..., Any], arguments: Sequence[Closure]) -> Code:
    """Return code that calls `function` with what the argument closures give."""
    match arguments:
        case [a]:
            return Code(kind, lambda c: function(a(c)))
        case [a, b]:
            return Code(kind, lambda c: function(a(c), b(c)))
        case [a, b, d]:
            return Code(kind, lambda c: function(a(c), b(c), d(c)))
        case _:
            return Code(kind, lambda c: function(*[a(c) for a in arguments]))


def of_strings(kind: Kind, function: Callable[..., Any], least: int, most: int | None = None) -> Function:
    """Declare a function of texts; without `most` it takes exactly `least`."""
    return Function(
        least, least if most is None else most, lambda a: applied(kind, function, [as_string(x) for x in a])
    )


def of_numbers(kind: Kind, function: Callable[..., Any], least: int, most: int | None = None) -> Function:
    """Declare a function of numbers; without `most` it takes exactly `least`."""
    return Function(
        least, least if most is None else most, lambda a: applied(kind, function, [as_number(x) for x in a])
    )

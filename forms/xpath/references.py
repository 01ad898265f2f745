"""What an expression reads, known without evaluating it: the edges of the dependency graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.xpath.expression import Expression


class Volatility(Flag):
    """What else than nodes an expression's value hangs on."""

    NONE = 0
    CLOCK = auto()
    """today(), now()"""
    RANDOM = auto()
    """random(), uuid(), randomize() without a seed"""
    ONCE = auto()
    """once(): the node's own value"""
    POSITION = auto()
    """position(): the place of a repeat instance"""


@dataclass(frozen=True, slots=True)
class Reference:
    """One path an expression reads, without positions.

    `path` is absolute in its instance: `/data/rep/x`, `/data/meta/entity/@id`; a wildcard step stays `*`, a
    descendant step makes an empty segment (`/data//x`). `instance` is None for the primary instance, else the id in
    `instance('id')`.
    """

    path: str
    instance: str | None = None


def references(expression: Expression, context: str = "/") -> tuple[Reference, ...]:
    """Return every path in `expression`, each once, resolved against the path `context` (without positions).

    Relative paths, `current()`, and paths inside predicates and function arguments are all resolved; what is inside a
    predicate of `instance('x')/root/item[…]` is resolved against that path of that instance.
    """
    raise NotImplementedError


def volatility(expression: Expression) -> Volatility:
    """Return what besides nodes the value of `expression` hangs on."""
    raise NotImplementedError

"""`=`, `!=`, `<` and their kin: dates against dates as dates, node-sets by any of their nodes."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.xpath.compiled import Code, Numbers, Truths, as_order
from forms.xpath.dates import instant, parse_date
from forms.xpath.values import (
    TYPED,
    Atom,
    Nodes,
    Value,
    node_atom,
    node_order,
    to_boolean,
    to_number,
    to_order,
)

if TYPE_CHECKING:
    from forms.tree import Node
    from forms.xpath.context import Context, Environment

Ordered: TypeAlias = Callable[[Any, Any], bool]

ORDERS: dict[str, Ordered] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}

MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""Every comparison by what it is when its sides change places."""


def equal(left: Atom, right: Atom, environment: Environment) -> bool:
    """Return whether two single values are equal: as truths, as numbers, as dates or as texts, whichever comes first.

    The stronger type decides: one truth makes it a matter of truth, else one number makes it one of numbers, else one
    date one of dates, where a text that is no date is equal to none.
    """
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left, environment) is to_boolean(right, environment)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, environment) == to_number(right, environment)
    zone = environment.zone()
    first, second = (parse_date(v, zone) if isinstance(v, str) else v for v in (left, right))
    if first is None or second is None:
        return False
    return instant(first, zone) == instant(second, zone)


def equality(left: Code, right: Code, wanted: bool) -> Callable[[Context], bool]:
    """Return a closure for `=` (`wanted`) or `!=`; of several nodes one suffices, no node reads as an empty text."""
    for one, other in ((left, right), (right, left)):
        if one.kind == "nodes" and other.kind == "string":
            return _nodes_with_text(one.run, other.run, wanted)
    if left.kind == right.kind == "number":
        first, second = left.run, right.run
        return (lambda c: first(c) == second(c)) if wanted else (lambda c: first(c) != second(c))
    return _any_equality(left.run, right.run, wanted)


def _nodes_with_text(nodes_of: Callable[[Context], Nodes], text_of: Callable[[Context], str], wanted: bool) -> Truths:
    def run(c: Context) -> bool:
        nodes, text = nodes_of(c), text_of(c)
        if not nodes:
            return (text == "") is wanted
        if len(nodes) == 1:
            node = nodes[0]
            if node.type not in TYPED and not node.children:
                return (node.value == text) is wanted
        environment = c.environment
        return any(equal(node_atom(node, environment), text, environment) is wanted for node in nodes)

    return run


def _any_equality(left: Callable[[Context], Value], right: Callable[[Context], Value], wanted: bool) -> Truths:
    def run(c: Context) -> bool:
        first, second = left(c), right(c)
        if isinstance(first, list) and isinstance(second, list) and len(first) == len(second) == 1:
            one, other = first[0], second[0]
            if not (one.type in TYPED or other.type in TYPED or one.children or other.children):
                return (one.value == other.value) is wanted
        environment = c.environment
        firsts, seconds = atoms(first, environment), atoms(second, environment)
        environment.spend(len(firsts) * len(seconds))
        return any(equal(a, b, environment) is wanted for a in firsts for b in seconds)

    return run


def atoms(value: Value, environment: Environment) -> list[Atom]:
    """Return what every node holds; an empty text where there is none; a single value by itself."""
    if not isinstance(value, list):
        return [value]
    return [node_atom(node, environment) for node in value] if value else [""]


def ordering(symbol: str, left: Code, right: Code) -> Callable[[Context], bool]:
    """Return a closure for `<`, `<=`, `>` or `>=`; of several nodes one suffices."""
    compare = ORDERS[symbol]
    if left.kind in ("number", "boolean", "string") and right.kind in ("number", "boolean", "string"):
        return _single_ordering(symbol, as_order(left), as_order(right))
    if left.kind == "nodes" and right.kind == "number":
        return _nodes_and_number(compare, left.run, right.run)
    first, second = left.run, right.run

    def run(c: Context) -> bool:
        one, other = first(c), second(c)
        environment = c.environment
        if isinstance(one, list) and len(one) == 1:
            one = number_of(one[0], environment)
        if isinstance(other, list) and len(other) == 1:
            other = number_of(other[0], environment)
        if isinstance(one, float) and isinstance(other, float):
            return compare(one, other)
        ones, others = _orders(one, environment), _orders(other, environment)
        environment.spend(len(ones) * len(others))
        return any(compare(a, b) for a in ones for b in others)

    return run


def _nodes_and_number(compare: Ordered, nodes_of: Callable[[Context], Nodes], bound_of: Numbers) -> Truths:
    def run(c: Context) -> bool:
        nodes, bound, environment = nodes_of(c), bound_of(c), c.environment
        if len(nodes) == 1:
            return bool(compare(number_of(nodes[0], environment), bound))
        environment.spend(len(nodes))
        return any(compare(node_order(node, environment), bound) for node in nodes)

    return run


def number_of(node: Node, environment: Environment) -> float:
    """Return what `<` and its kin compare for what `node` holds."""
    text = node.value
    return float(text) if text.isdecimal() and text.isascii() else node_order(node, environment)


def _single_ordering(
    symbol: str, first: Callable[[Context], float], second: Callable[[Context], float]
) -> Callable[[Context], bool]:
    if symbol == "<":
        return lambda c: first(c) < second(c)
    if symbol == "<=":
        return lambda c: first(c) <= second(c)
    if symbol == ">":
        return lambda c: first(c) > second(c)
    return lambda c: first(c) >= second(c)


def _orders(value: Value, environment: Environment) -> list[float]:
    if isinstance(value, list):
        return [node_order(node, environment) for node in value]
    return [to_order(value, environment)]

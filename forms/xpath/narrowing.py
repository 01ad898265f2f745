"""Predicates as filters of whole node lists; `[column = value]` asks for the value once, not for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from forms.xpath.analysis import conjuncts, plain_children, reads_context, reads_position, walk
from forms.xpath.comparison import MIRRORED, ORDERS, Ordered, equal, number_of
from forms.xpath.compiled import Code, as_boolean
from forms.xpath.context import Context
from forms.xpath.steps import predicate
from forms.xpath.syntax import COMPARISONS, Chain, Expr, Here, NameTest, Path, Root, Step
from forms.xpath.values import TYPED, atom, node_atom, to_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.tree import Node
    from forms.xpath.context import Environment
    from forms.xpath.steps import Narrowing
    from forms.xpath.values import Atom

Compile: TypeAlias = "Callable[[Expr], Code]"

_TRUTHS = COMPARISONS | {"and", "or"}


def narrowings(found: Step, compile_part: Compile) -> list[Narrowing]:
    """Return the filters that the predicates of a step amount to, in their order."""
    return [n for expression in found.predicates for n in narrowed(expression, found, compile_part)]


def narrowed(expression: Expr, found: Step, compile_part: Compile) -> list[Narrowing]:
    """Return the filters for one predicate of `found`: one for each demand where none asks for a row's place."""
    if hangs_on_place(expression):
        return [predicate(compile_part(expression))]
    return [_demand(demand, found, compile_part) for demand in conjuncts(expression)]


def hangs_on_place(expression: Expr) -> bool:
    """Return whether a predicate may hang on the place of a row among the others."""
    return reads_position(expression) or not isinstance(expression, Chain) or expression.rest[0][0] not in _TRUTHS


def _demand(demand: Expr, found: Step, compile_part: Compile) -> Narrowing:
    every = predicate(Code("boolean", as_boolean(compile_part(demand))))
    compared = column_compared(demand)
    if compared is None or len(compared[0]) != 1 or _may_differ_by_row(compared[2], found):
        return every
    (name,), operator, value = compared
    return _by_column(name, operator, compile_part(value), every)


def column_compared(demand: Expr) -> tuple[tuple[str, ...], str, Expr] | None:
    """Return the column, the operator and the value, where `demand` compares them and the value is no row's own."""
    if not isinstance(demand, Chain) or len(demand.rest) != 1:
        return None
    operator, second = demand.rest[0]
    for side, sign, other in ((demand.first, operator, second), (second, MIRRORED.get(operator, ""), demand.first)):
        if sign in MIRRORED and isinstance(side, Path) and isinstance(side.start, Here):
            key = plain_children(side.steps)
            if key and not reads_context(other):
                return key, sign, other
    return None


def _may_differ_by_row(value: Expr, found: Step) -> bool:
    """Return whether an absolute path in `value` may run through the rows, and so mean each row's own."""
    row = found.test.local if isinstance(found.test, NameTest) else "*"
    for part in walk(value):
        if isinstance(part, Path) and isinstance(part.start, Root):
            names = plain_children(part.steps)
            if names is None or row == "*" or row in names:
                return True
    return False


def _by_column(name: str, operator: str, value: Code, every: Narrowing) -> Narrowing:
    order = ORDERS.get(operator)

    def run(nodes: list[Node], c: Context) -> list[Node]:
        if len(nodes) < 2:
            return every(nodes, c)
        environment = c.environment
        environment.spend(len(nodes))
        sought = value.run(Context(nodes[0], environment, c.current))
        if isinstance(sought, list) and len(sought) > 1:
            return every(nodes, c)
        single = atom(sought, environment)
        if order is None:
            return _equal(nodes, name, single, c)
        return _ordered(nodes, name, order, to_order(single, environment), environment)

    return every if operator == "!=" else run


def _ordered(nodes: list[Node], name: str, order: Ordered, bound: float, environment: Environment) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        for cell in node.named.get(name, ()):
            if cell.relevant and order(number_of(cell, environment), bound):
                found.append(node)
                break
    return found


def _equal(nodes: list[Node], name: str, value: Atom, c: Context) -> list[Node]:
    environment = c.environment
    is_text = isinstance(value, str)
    found: list[Node] = []
    for node in nodes:
        cells = node.named.get(name)
        if cells is not None and len(cells) == 1:
            cell = cells[0]
            if is_text and cell.relevant and cell.type not in TYPED and not cell.children:
                if cell.value == value:
                    found.append(node)
                continue
        held = [node_atom(cell, environment) for cell in cells or () if cell.relevant] or [""]
        if any(equal(one, value, environment) for one in held):
            found.append(node)
    return found

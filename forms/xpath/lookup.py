"""`instance('id')/root/item[name = x and …]` answered from an index of that column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from assets.texts import T
from forms.xpath.analysis import conjuncts, plain_children, reads_context, reads_position
from forms.xpath.columns import column
from forms.xpath.compiled import Code, as_boolean
from forms.xpath.context import Context
from forms.xpath.errors import EvaluationError
from forms.xpath.index import index
from forms.xpath.steps import predicate
from forms.xpath.syntax import Chain, Expr, Here, Path, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.tree import Node
    from forms.xpath.compiled import NodeLists
    from forms.xpath.context import Environment
    from forms.xpath.steps import Narrowing

_Compile: TypeAlias = "Callable[[Expr], Code]"


def instance_root(environment: Environment, identifier: str) -> Node:
    """Return the node above the root of a secondary instance; raises EvaluationError where none has that id."""
    try:
        return environment.instances[identifier]
    except KeyError:
        raise EvaluationError(T("The form has no instance {name}.", name=identifier)) from None


def lookup(identifier: str, names: tuple[str, ...], rows: Step, compile_part: _Compile, scan: NodeLists) -> NodeLists:
    """Return a closure for the step `rows` below the child path `names` of an instance.

    Equalities between a column and something that is the same for every row go through an index each; what else the
    predicates demand is asked of the rows found. Where there is no such equality, or the index cannot tell, `scan`
    looks at every row.
    """
    row_name = plain_children([Step(rows.axis, rows.test)])
    if row_name is None or not rows.predicates or any(map(_needs_every_row, rows.predicates)):
        return scan
    equal: list[_Equality] = []
    others: list[Expr] = []
    for demand in conjuncts(rows.predicates[0]):
        found = _column_and_value(demand)
        if found is None:
            others.append(demand)
        else:
            equal.append(_Equality(found[0], compile_part(found[1]), predicate(_truth(compile_part(demand)))))
    if not equal:
        return scan
    narrowings = [predicate(_truth(compile_part(other))) for other in (*others, *rows.predicates[1:])]
    return _from_index(identifier, (*names, *row_name), equal, narrowings, scan)


class _Equality(NamedTuple):
    """A column that must equal a value; `narrow` asks the same of each row."""

    key: tuple[str, ...]
    value: Code
    narrow: Narrowing


def _from_index(
    identifier: str, names: tuple[str, ...], equal: list[_Equality], narrowings: list[Narrowing], scan: NodeLists
) -> NodeLists:
    def run(c: Context) -> list[Node]:
        environment = c.environment
        root = instance_root(environment, identifier)
        outside = c if c.node is c.current else Context(c.current, environment)
        found: list[list[Node]] = []
        unsure: list[Narrowing] = []
        for key, value, narrow in equal:
            by_key = index(root, names, key)
            rows = by_key.equal_to(value.run(outside), environment) if by_key is not None else None
            if rows is None:
                unsure.append(narrow)
            else:
                found.append(rows)
        if not found:
            return scan(c)
        rows = _in_all(found)
        for narrow in (*unsure, *narrowings):
            rows = narrow(rows, c)
        return rows

    return run


def _in_all(lists: list[list[Node]]) -> list[Node]:
    """Return what is in every list, in the order of the shortest; each is in document order."""
    shortest, *longer = sorted(lists, key=len)
    if not shortest:
        return []
    for other in longer:
        there = set(map(id, other))
        shortest = [row for row in shortest if id(row) in there]
    return shortest


def rows_of(identifier: str, names: tuple[str, ...]) -> NodeLists:
    """Return a closure for the child path `names` of an instance, its root where there are none."""

    def run(c: Context) -> list[Node]:
        root = instance_root(c.environment, identifier)
        return column(root, names) if names else [root]

    return run


def _truth(code: Code) -> Code:
    """Return `code` as a demand: within an `and` even a number is only true or false."""
    return Code("boolean", as_boolean(code))


def _needs_every_row(demand: Expr) -> bool:
    """Return whether `demand` may hang on the place of a row among the others."""
    return reads_position(demand) or not isinstance(demand, Chain) or demand.rest[0][0] not in _TRUTHS


_TRUTHS = frozenset({"and", "or", "=", "!=", "<", "<=", ">", ">="})


def _column_and_value(demand: Expr) -> tuple[tuple[str, ...], Expr] | None:
    """Return the column and what it must equal, where `demand` says that of each row by itself."""
    if not isinstance(demand, Chain) or len(demand.rest) != 1 or demand.rest[0][0] != "=":
        return None
    for side, other in ((demand.first, demand.rest[0][1]), (demand.rest[0][1], demand.first)):
        if isinstance(side, Path) and isinstance(side.start, Here):
            key = plain_children(side.steps)
            if key and not reads_context(other):
                return key, other
    return None

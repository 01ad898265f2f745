"""`instance('id')/root/item[name = x and …]` answered from an index of that column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.texts import T
from forms.xpath.analysis import conjuncts, plain_children, reads_context
from forms.xpath.columns import column
from forms.xpath.context import Context
from forms.xpath.errors import EvaluationError
from forms.xpath.index import index
from forms.xpath.narrowing import column_compared, hangs_on_place, narrowed
from forms.xpath.syntax import Call, Chain, Here, Literal, Path, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.tree import Node
    from forms.xpath.compiled import NodeLists
    from forms.xpath.context import Environment
    from forms.xpath.index import Folded, Index
    from forms.xpath.narrowing import Compile
    from forms.xpath.steps import Narrowing
    from forms.xpath.syntax import Expr
    from forms.xpath.values import Value

_FEW = 20
"""With so few rows found another index is not worth building."""


def instance_root(environment: Environment, identifier: str) -> Node:
    """Return the node above the root of a secondary instance; raises EvaluationError where none has that id."""
    try:
        return environment.instances[identifier]
    except KeyError:
        raise EvaluationError(T("The form has no instance {name}.", name=identifier)) from None


def lookup(identifier: str, names: tuple[str, ...], rows: Step, compile_part: Compile, scan: NodeLists) -> NodeLists:
    """Return a closure for the step `rows` below the child path `names` of an instance.

    Equalities between a column and something that is the same for every row go through indexes; what else the
    predicates demand is asked of the rows found. Where there is no such equality, or no index can tell, `scan` looks
    at every row.
    """
    row_name = plain_children([Step(rows.axis, rows.test)])
    if row_name is None or not rows.predicates or any(map(hangs_on_place, rows.predicates)):
        return scan
    demands = [demand for predicate in rows.predicates for demand in conjuncts(predicate)]
    equalities = [(i, found) for i, demand in enumerate(demands) if (found := _equality(demand)) is not None]
    if not equalities:
        return scan
    searches = [
        _Search(key, folded, compile_part(value).run, _others(demands, i, rows, compile_part))
        for i, (key, folded, value) in equalities
    ]
    return _from_indexes(identifier, (*names, *row_name), searches, scan)


@dataclass(frozen=True, slots=True)
class _Search:
    """One equality: the column, how it is folded, what it must equal, and the filters for all the other demands."""

    key: tuple[str, ...]
    folded: Folded | None
    value: Callable[[Context], Value]
    others: list[Narrowing]


def _others(demands: list[Expr], place: int, rows: Step, compile_part: Compile) -> list[Narrowing]:
    return [n for i, demand in enumerate(demands) if i != place for n in narrowed(demand, rows, compile_part)]


def _from_indexes(identifier: str, names: tuple[str, ...], searches: list[_Search], scan: NodeLists) -> NodeLists:
    def run(c: Context) -> list[Node]:
        environment = c.environment
        root = instance_root(environment, identifier)
        outside = c if c.node is c.current else Context(c.current, environment)
        best: tuple[list[int], Index, _Search] | None = None
        for search in searches:
            found = index(root, names, search.key, search.folded)
            numbers = found.equal_to(search.value(outside), environment) if found is not None else None
            if found is not None and numbers is not None and (best is None or len(numbers) < len(best[0])):
                best = (numbers, found, search)
            if best is not None and len(best[0]) < _FEW:
                break
        if best is None:
            return scan(c)
        fewest, of, search = best
        rows = of.rows(fewest)
        for narrow in search.others:
            rows = narrow(rows, c)
        return rows

    return run


def rows_of(identifier: str, names: tuple[str, ...]) -> NodeLists:
    """Return a closure for the child path `names` of an instance, its root where there are none."""

    def run(c: Context) -> list[Node]:
        root = instance_root(c.environment, identifier)
        return column(root, names) if names else [root]

    return run


def _equality(demand: Expr) -> tuple[tuple[str, ...], Folded | None, Expr] | None:
    """Return the column, how it is folded, and what it must equal, where `demand` says that of each row by itself."""
    match demand:
        case Chain(Call("translate", (Path(Here(), steps), Literal(old), Literal(new))), (("=", value),)):
            key = plain_children(steps)
            return (key, (old, new), value) if key and not reads_context(value) else None
    compared = column_compared(demand)
    return (compared[0], None, compared[2]) if compared is not None and compared[1] == "=" else None

"""Location paths as closures: plain ones resolved and remembered, lookups in secondary instances from an index."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from forms.xpath.analysis import instance_id, plain_children
from forms.xpath.axes import in_default_namespace, in_document_order
from forms.xpath.columns import NOTHING, absolute, column
from forms.xpath.compiled import Code, as_nodes
from forms.xpath.lookup import lookup, rows_of
from forms.xpath.narrowing import narrowings
from forms.xpath.steps import step, without_detours
from forms.xpath.syntax import ANY_NODE, Call, Expr, Here, Path, Root, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forms.tree import Node
    from forms.xpath.compiled import NodeLists
    from forms.xpath.context import Context

_PARENT = Step("parent", ANY_NODE)
_SELF = Step("self", ANY_NODE)


def compile_path(path: Path, compile_part: Callable[[Expr], Code], namespaces: Mapping[str, str]) -> Code:
    """Return code for `path`; `compile_part` compiles what is in it."""
    if path.plain and "" not in namespaces:
        return _plain(path.plain)
    steps = tuple(s for s in without_detours(path.steps) if s != _SELF)
    if "" in namespaces:
        steps = in_default_namespace(steps)
    identifier = None if isinstance(path.start, Root | Here) else instance_id(path.start)
    if identifier is not None:
        return Code("nodes", _in_instance(identifier, steps, compile_part, namespaces))
    if (
        isinstance(path.start, Here)
        and len(steps) == 2
        and steps[0] == _PARENT
        and (names := _leading_names(steps[1:]))
    ):
        return Code("nodes", _sibling(names[0]))
    if isinstance(path.start, Here) and steps == (_PARENT,):
        return Code("nodes", _parent)
    base, rest = _base(path.start, steps, compile_part)
    return Code("nodes", _relevant(_then(base, rest, compile_part, namespaces)))


@lru_cache(maxsize=4096)
def _plain(written: str) -> Code:
    """Return code for `/data/group/name`; one for all expressions of a form that name it."""
    names, key = tuple(written[1:].split("/")), object()

    def run(c: Context) -> list[Node]:
        root = c.environment.root
        kept = root.columns.get(key) if root.columns is not None else None
        nodes: list[Node] = kept[1] if kept is not None and kept[0] == root.version else absolute(names, key, c)
        if len(nodes) == 1:
            return nodes if nodes[0].relevant else NOTHING
        return [node for node in nodes if node.relevant]

    return Code("nodes", run)


def _relevant(run: NodeLists) -> NodeLists:
    """Leave out what is not relevant: such nodes read as if they were not there."""

    def relevant(c: Context) -> list[Node]:
        nodes = run(c)
        if len(nodes) == 1:
            return nodes if nodes[0].relevant else NOTHING
        return [node for node in nodes if node.relevant]

    return relevant


def _base(
    start: Expr | Root | Here, steps: Sequence[Step], compile_part: Callable[[Expr], Code]
) -> tuple[NodeLists, Sequence[Step]]:
    """Return a closure for the start with the plain steps that follow it, and the steps that are left."""
    if isinstance(start, Root):
        names = _leading_names(steps)
        return _absolute(names), steps[len(names) :]
    if isinstance(start, Here) or start == Call("current", ()):
        ups = _leading_parents(steps)
        names = _leading_names(steps[ups:])
        return _relative(not isinstance(start, Here), ups, names), steps[ups + len(names) :]
    return as_nodes(compile_part(start)), steps


def _leading_names(steps: Sequence[Step]) -> tuple[str, ...]:
    count = 0
    while count < len(steps) and plain_children(steps[count : count + 1]) is not None:
        count += 1
    return plain_children(steps[:count]) or ()


def _leading_parents(steps: Sequence[Step]) -> int:
    count = 0
    while count < len(steps) and steps[count] == _PARENT:
        count += 1
    return count


def _absolute(names: tuple[str, ...]) -> NodeLists:
    if not names:
        return lambda c: [c.environment.root]
    key = object()
    return lambda c: absolute(names, key, c)


def _relative(from_current: bool, ups: int, names: tuple[str, ...]) -> NodeLists:
    def run(c: Context) -> list[Node]:
        node: Node | None = c.current if from_current else c.node
        for _ in range(ups):
            if node is None:
                return NOTHING
            node = node.parent
        if node is None:
            return NOTHING
        return column(node, names) if names else [node]

    return run


def _parent(c: Context) -> list[Node]:
    """`..`: in a repeat the instance, whose position is asked for."""
    parent = c.node.parent
    return [parent] if parent is not None and parent.relevant else NOTHING


def _sibling(name: str) -> NodeLists:
    """`../name`: what most expressions of a form consist of."""

    def run(c: Context) -> list[Node]:
        parent = c.node.parent
        nodes = parent.named.get(name) if parent is not None else None
        if nodes is None:
            return NOTHING
        if len(nodes) == 1:
            return nodes if nodes[0].relevant else NOTHING
        return [node for node in nodes if node.relevant]

    return run


def _then(
    base: NodeLists, steps: Sequence[Step], compile_part: Callable[[Expr], Code], namespaces: Mapping[str, str]
) -> NodeLists:
    """Return a closure for `steps` from what `base` gives."""
    if not steps:
        return base
    moves = [step(s, narrowings(s, compile_part), namespaces) for s in steps]
    tangled = any(s.axis not in ("attribute", "child", "parent", "self") for s in steps[:-1])

    def run(c: Context) -> list[Node]:
        nodes = base(c)
        for move in moves:
            nodes = move(nodes, c)
        return in_document_order(nodes) if tangled else nodes

    return run


def _in_instance(
    identifier: str, steps: Sequence[Step], compile_part: Callable[[Expr], Code], namespaces: Mapping[str, str]
) -> NodeLists:
    names = _leading_names(steps)
    rest = steps[len(names) :]
    base = rows_of(identifier, names)
    if not rest:
        return base
    scan = _then(base, rest[:1], compile_part, namespaces)
    return _then(lookup(identifier, names, rest[0], compile_part, scan), rest[1:], compile_part, namespaces)

"""Location steps as closures from node lists to node lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from forms.tree import Kind, Node
from forms.xpath.axes import AXES, REVERSE, in_document_order, node_test
from forms.xpath.context import Context
from forms.xpath.syntax import EVERYTHING_BELOW, KindTest, NameTest, Step
from forms.xpath.values import to_boolean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.xpath.axes import Test
    from forms.xpath.compiled import Code

Narrowing: TypeAlias = Callable[[list[Node], Context], list[Node]]
"""From candidates in the order of their positions to those that stay."""

_ORDERLY = frozenset({"attribute", "child", "self"})


def step(found: Step, narrowings: list[Narrowing], namespaces: Mapping[str, str]) -> Narrowing:
    """Return a closure for one step; `narrowings` are its predicates."""
    test = node_test(found.axis, found.test, namespaces)
    if found.axis == "child" and isinstance(found.test, NameTest) and found.test.local != "*" and not found.test.prefix:
        return _children(found.test.local, narrowings)
    if found.axis == "child" and found.test == KindTest("text"):
        return _each(_texts, None, narrowings, in_order=True)
    in_order = found.axis in _ORDERLY
    return _each(AXES[found.axis], test, narrowings, in_order=in_order, backwards=found.axis in REVERSE)


def _children(name: str, narrowings: list[Narrowing]) -> Narrowing:
    def run(nodes: list[Node], c: Context) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            same = node.named.get(name)
            if same is None:
                continue
            for narrow in narrowings:
                same = narrow(same, c)
            if len(nodes) == 1:
                return same
            found.extend(same)
        return found

    return run


def _each(
    axis: Callable[[Node], list[Node]],
    test: Test | None,
    narrowings: list[Narrowing],
    *,
    in_order: bool,
    backwards: bool = False,
) -> Narrowing:
    def run(nodes: list[Node], c: Context) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            there = axis(node)
            c.environment.spend(len(there) + 1)
            if test is not None:
                there = [n for n in there if test(n)]
            for narrow in narrowings:
                there = narrow(there, c)
            found.extend(there)
        return found if in_order and not backwards else in_document_order(found)

    return run


def _texts(node: Node) -> list[Node]:
    """Return the text nodes of an element; a leaf of a form's tree holds its text by itself."""
    if node.children or not node.value or node.kind is not Kind.ELEMENT:
        return [child for child in node.children if child.kind is Kind.TEXT]
    text = Node("#text", node.value, kind=Kind.TEXT)
    text.parent = node
    return [text]


def predicate(code: Code) -> Narrowing:
    """Return a closure that keeps the candidates for which `code` holds, or whose position it gives."""
    if isinstance(code.constant, float):
        return _at(code.constant)
    if code.kind == "boolean":
        return _where(code.run)

    run = code.run

    def holds(c: Context) -> bool:
        value = run(c)
        if isinstance(value, float):
            return value == c.position
        return to_boolean(value, c.environment)

    return _where(holds)


def _at(position: float) -> Narrowing:
    place = int(position) - 1 if position.is_integer() and position >= 1 else -1

    def run(nodes: list[Node], _: Context) -> list[Node]:
        return nodes[place : place + 1] if place >= 0 else []

    return run


def _where(test: Callable[[Context], bool]) -> Narrowing:
    def run(nodes: list[Node], c: Context) -> list[Node]:
        if not nodes:
            return nodes
        environment = c.environment
        environment.spend(len(nodes))
        inner = Context(nodes[0], environment, c.current, 0, len(nodes))
        found: list[Node] = []
        for node in nodes:
            inner.node = node
            inner.position += 1
            if test(inner):
                found.append(node)
        return found

    return run


def without_detours(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return `steps` with every `//name` without predicates as one descendant step."""
    found: list[Step] = []
    for one in steps:
        if found and found[-1] == EVERYTHING_BELOW and one.axis == "child" and not one.predicates:
            found[-1] = Step("descendant", one.test)
        else:
            found.append(one)
    return tuple(found)

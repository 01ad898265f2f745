"""The axes of XPath 1.0 and the tests of a step, over any tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from assets.texts import T
from forms.tree import Kind, Node
from forms.xpath.columns import places
from forms.xpath.errors import XPathSyntaxError
from forms.xpath.syntax import KindTest, NameTest, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BARE = ":"
"""Stands where a name has no prefix and means the default namespace; cannot be written."""

Axis: TypeAlias = "Callable[[Node], list[Node]]"
Test: TypeAlias = "Callable[[Node], bool]"

REVERSE = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
"""Axes whose positions count away from the node."""


def _parent(node: Node) -> list[Node]:
    return [node.parent] if node.parent is not None else []


def _ancestors(node: Node) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _siblings(node: Node) -> tuple[list[Node], int]:
    if node.parent is None or node.kind is Kind.ATTRIBUTE:
        return [], 0
    return node.parent.children, places(node.parent)[id(node)]


def _following_siblings(node: Node) -> list[Node]:
    children, place = _siblings(node)
    return children[place + 1 :]


def _preceding_siblings(node: Node) -> list[Node]:
    children, place = _siblings(node)
    return children[:place][::-1]


def _with_descendants(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from node.descendants()


def _following(node: Node) -> list[Node]:
    found: list[Node] = []
    if node.kind is Kind.ATTRIBUTE and node.parent is not None:
        node = node.parent
        found.extend(node.descendants())
    for at in (node, *_ancestors(node)):
        found.extend(_with_descendants(_following_siblings(at)))
    return found


def _preceding(node: Node) -> list[Node]:
    if node.kind is Kind.ATTRIBUTE and node.parent is not None:
        node = node.parent
    found: list[Node] = []
    for at in (node, *_ancestors(node)):
        for sibling in _preceding_siblings(at):
            found.extend(reversed(list(_with_descendants([sibling]))))
    return found


AXES: dict[str, Axis] = {
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: [node, *_ancestors(node)],
    "attribute": lambda node: list(node.attributes.values()),
    "child": lambda node: node.children,
    "descendant": lambda node: list(node.descendants()),
    "descendant-or-self": lambda node: [node, *node.descendants()],
    "following": _following,
    "following-sibling": _following_siblings,
    "namespace": lambda _: [],
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": lambda node: [node],
}

_KINDS = {"text": Kind.TEXT, "comment": Kind.COMMENT, "processing-instruction": Kind.INSTRUCTION}


def node_test(axis: str, test: NameTest | KindTest, namespaces: Mapping[str, str]) -> Test | None:
    """Return a closure for `test`, None where it holds for every node."""
    if isinstance(test, KindTest):
        return _kind_test(test)
    principal = Kind.ATTRIBUTE if axis == "attribute" else Kind.ELEMENT
    local = test.local
    uri = namespace_of(test, namespaces)
    if uri is None:
        if local == "*":
            return lambda node: node.kind is principal
        return lambda node: node.name == local and node.kind is principal
    if local == "*":
        return lambda node: node.kind is principal and node.namespace == uri
    return lambda node: node.name == local and node.kind is principal and node.namespace == uri


def namespace_of(test: NameTest, namespaces: Mapping[str, str]) -> str | None:
    """Return the namespace that `test` asks for, None where any will do: a name alone stands for any."""
    if not test.prefix:
        return None
    uri = namespaces.get("" if test.prefix == BARE else test.prefix)
    if uri is None:
        raise XPathSyntaxError(T("The prefix {prefix} is not declared.", prefix=test.prefix), 0)
    return uri


def in_default_namespace(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return `steps` with every bare element name standing for those in the namespace that "" is declared for."""
    return tuple(
        Step(step.axis, NameTest(BARE, step.test.local), step.predicates)
        if isinstance(step.test, NameTest) and _is_bare(step.test) and step.axis != "attribute"
        else step
        for step in steps
    )


def _is_bare(test: NameTest) -> bool:
    return not test.prefix and test.local != "*"


def _kind_test(test: KindTest) -> Test | None:
    if test.kind == "node":
        return None
    kind, target = _KINDS[test.kind], test.target
    if target:
        return lambda node: node.kind is kind and node.name == target
    return lambda node: node.kind is kind


def in_document_order(nodes: list[Node]) -> list[Node]:
    """Return `nodes`, each once, as they stand in their tree."""
    once = list({id(node): node for node in nodes}.values())
    return once if len(once) < 2 else sorted(once, key=_place)


def _place(node: Node) -> tuple[int, ...]:
    """Return where `node` stands, comparable with other nodes of its tree; attributes come before children."""
    steps: list[int] = []
    at = node
    while at.parent is not None:
        if at.kind is Kind.ATTRIBUTE:
            steps.append(list(at.parent.attributes.values()).index(at) - len(at.parent.attributes))
        else:
            steps.append(_siblings(at)[1])
        at = at.parent
    return tuple(reversed(steps))

"""Functions of node-sets, and of where a node stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.tree import Kind, Node
from forms.xpath.axes import in_document_order
from forms.xpath.compiled import Code, as_nodes, as_number, as_string, texts
from forms.xpath.functions.shuffle import shuffled
from forms.xpath.functions.signature import Function
from forms.xpath.lookup import instance_root
from forms.xpath.values import node_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.xpath.context import Context

_XML = "http://www.w3.org/XML/1998/namespace"


def _count(arguments: Sequence[Code]) -> Code:
    nodes = as_nodes(arguments[0])
    return Code("number", lambda c: float(len(nodes(c))))


def _count_non_empty(arguments: Sequence[Code]) -> Code:
    nodes = as_nodes(arguments[0])
    return Code("number", lambda c: float(sum(1 for node in nodes(c) if node.text())))


def _sum(arguments: Sequence[Code]) -> Code:
    """Return code for sum(): what is no number, an empty answer first of all, adds nothing."""
    nodes = as_nodes(arguments[0])

    return Code("number", lambda c: sum(node_numbers(nodes(c), c.environment), 0.0))


def _position(arguments: Sequence[Code]) -> Code:
    if not arguments:
        return Code("number", lambda c: float(c.position))
    nodes = as_nodes(arguments[0])

    def run(c: Context) -> float:
        found = nodes(c)
        return float(found[0].position()) if found else 0.0

    return Code("number", run)


def _instance(arguments: Sequence[Code]) -> Code:
    name = as_string(arguments[0])
    return Code("nodes", lambda c: [instance_root(c.environment, name(c))])


def _randomize(arguments: Sequence[Code]) -> Code:
    nodes = as_nodes(arguments[0])
    if len(arguments) == 1:
        return Code("nodes", lambda c: shuffled(nodes(c), c.environment.random.randrange(1, 2**31 - 1)))
    number, text = as_number(arguments[1]), as_string(arguments[1])

    def run(c: Context) -> list[Node]:
        seed = number(c)
        return shuffled(nodes(c), seed if seed == seed else text(c))

    return Code("nodes", run)


def _of_first(write: Callable[[Node], str]) -> Function:
    """Declare a function of the first node of its argument, or of the context node."""

    def build(arguments: Sequence[Code]) -> Code:
        nodes = as_nodes(arguments[0]) if arguments else lambda c: [c.node]

        def run(c: Context) -> str:
            found = nodes(c)
            return write(found[0]) if found else ""

        return Code("string", run)

    return Function(0, 1, build)


def _local_name(node: Node) -> str:
    return node.name if node.kind in (Kind.ELEMENT, Kind.ATTRIBUTE, Kind.INSTRUCTION) else ""


def _name(node: Node) -> str:
    return f"{node.prefix}:{_local_name(node)}" if node.prefix else _local_name(node)


def _id(arguments: Sequence[Code]) -> Code:
    wanted = texts(arguments[0])

    def run(c: Context) -> list[Node]:
        names = {name for text in wanted(c) for name in text.split()}
        top = c.node
        while top.parent is not None:
            top = top.parent
        found: dict[str, Node] = {}
        for node in top.descendants():
            c.environment.spend(1)
            name = node.attribute("id")
            if name in names:
                found.setdefault(name, node)
        return in_document_order(list(found.values()))

    return Code("nodes", run)


def _lang(arguments: Sequence[Code]) -> Code:
    wanted = as_string(arguments[0])

    def run(c: Context) -> bool:
        node: Node | None = c.node
        language = ""
        while node is not None and not language:
            language = _xml_lang(node)
            node = node.parent
        asked = wanted(c).lower()
        return language == asked or language.startswith(f"{asked}-")

    return Code("boolean", run)


def _xml_lang(node: Node) -> str:
    return next((a.value.lower() for a in node.attributes.values() if a.name == "lang" and a.namespace == _XML), "")


FUNCTIONS = {
    "count": Function(1, 1, _count),
    "count-non-empty": Function(1, 1, _count_non_empty),
    "current": Function(0, 0, lambda _: Code("nodes", lambda c: [c.current])),
    "id": Function(1, 1, _id),
    "instance": Function(1, 1, _instance),
    "lang": Function(1, 1, _lang),
    "last": Function(0, 0, lambda _: Code("number", lambda c: float(c.size))),
    "local-name": _of_first(_local_name),
    "name": _of_first(_name),
    "namespace-uri": _of_first(lambda node: node.namespace),
    "position": Function(0, 1, _position),
    "randomize": Function(1, 2, _randomize),
    "sum": Function(1, 1, _sum),
}

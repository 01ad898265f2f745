"""A compiled piece of an expression: a closure with the type it is known to give, and its conversions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from assets.texts import T
from forms.xpath.context import Context
from forms.xpath.errors import EvaluationError
from forms.xpath.numeric import NAN
from forms.xpath.values import (
    TYPED,
    Nodes,
    Value,
    node_number,
    node_order,
    node_string,
    text_number,
    to_boolean,
    to_number,
    to_order,
    to_string,
)

if TYPE_CHECKING:
    from forms.tree import Node

Kind: TypeAlias = Literal["number", "string", "boolean", "nodes", "any"]
Numbers: TypeAlias = Callable[[Context], float]
Strings: TypeAlias = Callable[[Context], str]
Truths: TypeAlias = Callable[[Context], bool]
NodeLists: TypeAlias = Callable[[Context], Nodes]


class Code(NamedTuple):
    """`run` gives a value of `kind` ("any": not known before); `constant` is set where it is always the same."""

    kind: Kind
    run: Callable[[Context], Any]
    constant: Value | None = None


def constant(value: str | float | bool) -> Code:
    """Return code that always gives `value`."""
    kind: Kind = "boolean" if isinstance(value, bool) else "string" if isinstance(value, str) else "number"
    return Code(kind, lambda _: value, value)


def as_number(code: Code) -> Numbers:
    """Return a closure that gives the value as a number."""
    run = code.run
    if code.kind == "number":
        return run
    if code.kind == "boolean":
        return lambda c: 1.0 if run(c) else 0.0
    if code.kind == "string":
        return lambda c: text_number(run(c), c.environment)
    if code.kind == "any":
        return lambda c: to_number(run(c), c.environment)

    def number_of_first(c: Context) -> float:
        nodes = run(c)
        if not nodes:
            return NAN
        text: str = nodes[0].value
        if text.isdecimal() and text.isascii():
            return float(text)
        return node_number(nodes[0], c.environment)

    return number_of_first


def as_order(code: Code) -> Numbers:
    """Return a closure that gives what `<` compares: a number, days with their fraction for dates."""
    run = code.run
    if code.kind in ("number", "boolean"):
        return as_number(code)
    if code.kind in ("string", "any"):
        return lambda c: to_order(run(c), c.environment)

    def order_of_first(c: Context) -> float:
        nodes = run(c)
        return node_order(nodes[0], c.environment) if nodes else NAN

    return order_of_first


def as_string(code: Code) -> Strings:
    """Return a closure that gives the value as a text."""
    run = code.run
    if code.kind == "string":
        return run
    if code.kind != "nodes":
        return lambda c: to_string(run(c), c.environment)

    def string_of_first(c: Context) -> str:
        nodes = run(c)
        if not nodes:
            return ""
        node: Node = nodes[0]
        if node.type in TYPED or node.children:
            return node_string(node, c.environment)
        return node.value if node.relevant else ""

    return string_of_first


def as_boolean(code: Code) -> Truths:
    """Return a closure that gives the truth of the value."""
    run = code.run
    if code.kind == "boolean":
        return run
    if code.kind == "string":
        return lambda c: bool(run(c))
    return lambda c: to_boolean(run(c), c.environment)


def as_nodes(code: Code) -> NodeLists:
    """Return a closure that gives the nodes; running it raises EvaluationError where the value is no node-set."""
    run = code.run
    if code.kind == "nodes":
        return run

    def nodes(c: Context) -> Nodes:
        value = run(c)
        if not isinstance(value, list):
            raise EvaluationError(T("Nodes are needed here, and this is a single value."))
        return value

    return nodes


def texts(code: Code) -> Callable[[Context], list[str]]:
    """Return a closure that gives the texts of all nodes, or the one text of a single value."""
    run = code.run

    def every_text(c: Context) -> list[str]:
        value = run(c)
        if isinstance(value, list):
            return [node_string(node, c.environment) for node in value]
        return [to_string(value, c.environment)]

    return every_text


def numbers(code: Code) -> Callable[[Context], list[float]]:
    """Return a closure that gives the numbers of all nodes, or the one number of a single value."""
    run = code.run

    def every_number(c: Context) -> list[float]:
        value = run(c)
        if isinstance(value, list):
            return [node_number(node, c.environment) for node in value]
        return [to_number(value, c.environment)]

    return every_number

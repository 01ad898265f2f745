"""Functions of truth and choice; what is not needed is not evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.xpath.compiled import Code, as_boolean, as_number, as_string, constant, numbers
from forms.xpath.functions.signature import Function
from forms.xpath.values import node_atom, to_boolean, to_string

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.xpath.compiled import Kind
    from forms.xpath.context import Context, Environment
    from forms.xpath.values import Value


def _same_kind(*codes: Code) -> Kind:
    kinds = {code.kind for code in codes}
    return kinds.pop() if len(kinds) == 1 else "any"


def _if(arguments: Sequence[Code]) -> Code:
    test = as_boolean(arguments[0])
    then, other = arguments[1].run, arguments[2].run
    return Code(_same_kind(*arguments[1:]), lambda c: then(c) if test(c) else other(c))


def _coalesce(arguments: Sequence[Code]) -> Code:
    """Return code for the first argument that is not empty; the last where all before it are."""
    kind = _same_kind(*arguments)
    if kind in ("string", "nodes") and len(arguments) == 2:
        return _coalesce_two(kind, arguments[0].run, arguments[1].run)
    *tried, last = [code.run for code in arguments]

    def run(c: Context) -> Any:  # noqa: ANN401 - a value of any type
        for candidate in tried:
            value = candidate(c)
            if _text(value, c.environment) not in ("", "NaN"):
                return value
        return last(c)

    return Code(kind, run)


def _text(value: Value, environment: Environment) -> str:
    if isinstance(value, list) and value and not value[0].children:
        return value[0].text()
    return to_string(value, environment)


def _coalesce_two(kind: Kind, first: Callable[[Context], Any], second: Callable[[Context], Any]) -> Code:
    if kind == "string":
        return Code(kind, lambda c: first(c) or second(c))

    def run(c: Context) -> Any:  # noqa: ANN401 - a node list
        nodes = first(c)
        return nodes if nodes and nodes[0].text() else second(c)

    return Code(kind, run)


def _once(arguments: Sequence[Code]) -> Code:
    """Return code for what the node already holds, else the argument: it is computed one time only."""
    run = arguments[0].run
    return Code("any", lambda c: node_atom(c.current, c.environment) if c.current.text() else run(c))


def _from_string(arguments: Sequence[Code]) -> Code:
    text = as_string(arguments[0])
    return Code("boolean", lambda c: text(c).lower() in ("1", "true"))


def _not(arguments: Sequence[Code]) -> Code:
    test = as_boolean(arguments[0])
    return Code("boolean", lambda c: not test(c))


def _boolean(arguments: Sequence[Code]) -> Code:
    if not arguments:
        return Code("boolean", lambda c: to_boolean([c.node], c.environment))
    return Code("boolean", as_boolean(arguments[0]))


def _truths(code: Code) -> Callable[[Context], list[bool]]:
    """Return a closure for the truth of every node, or of the one value."""

    def run(c: Context) -> list[bool]:
        value = code.run(c)
        if isinstance(value, list):
            return [to_boolean(node_atom(node, c.environment), c.environment) for node in value]
        return [to_boolean(value, c.environment)]

    return run


def _between(least: float, most: float, count: float) -> bool:
    """Return whether `count` lies within both bounds; a negative bound does not bind."""
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _checklist(arguments: Sequence[Code]) -> Code:
    least, most = as_number(arguments[0]), as_number(arguments[1])
    parts = [_truths(a) for a in arguments[2:]]
    return Code("boolean", lambda c: _between(least(c), most(c), sum(sum(part(c)) for part in parts)))


def _weighted(arguments: Sequence[Code]) -> Code:
    least, most = as_number(arguments[0]), as_number(arguments[1])
    pairs = [(_truths(a), numbers(w)) for a, w in zip(arguments[2::2], arguments[3::2], strict=True)]

    def run(c: Context) -> bool:
        total = 0.0
        for truths, weights in pairs:
            total += sum(w for t, w in zip(truths(c), weights(c), strict=False) if t)
        return _between(least(c), most(c), total)

    return Code("boolean", run)


FUNCTIONS = {
    "boolean": Function(0, 1, _boolean),
    "boolean-from-string": Function(1, 1, _from_string),
    "checklist": Function(2, None, _checklist),
    "coalesce": Function(1, None, _coalesce),
    "false": Function(0, 0, lambda _: constant(False)),  # noqa: FBT003 - the value itself
    "if": Function(3, 3, _if),
    "not": Function(1, 1, _not),
    "once": Function(1, 1, _once),
    "true": Function(0, 0, lambda _: constant(True)),  # noqa: FBT003 - the value itself
    "weighted-checklist": Function(2, None, _weighted, step=2),
}

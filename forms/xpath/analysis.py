"""What can be told of an expression by looking at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.syntax import Call, Chain, Expr, Filter, Here, Literal, NameTest, Negate, Path, Root, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_READ_THE_CONTEXT = frozenset(
    {
        "last",
        "local-name",
        "lang",
        "name",
        "namespace-uri",
        "normalize-space",
        "number",
        "position",
        "string",
        "string-length",
        "once",
        "id",
        "jr:choice-name",
    }
)
"""Functions that, with no argument or always, read the context node or its position."""

_WITH_ARGUMENT_ONLY = frozenset(
    {"local-name", "name", "namespace-uri", "normalize-space", "number", "position", "string", "string-length"}
)


def parts(expression: Expr) -> Iterator[Expr]:
    """Yield what `expression` is made of directly, predicates of its steps left out."""
    match expression:
        case Negate(operand):
            yield operand
        case Chain(first, rest):
            yield first
            yield from (operand for _, operand in rest)
        case Call(_, arguments):
            yield from arguments
        case Filter(base, _):
            yield base
        case Path(start, _) if not isinstance(start, Root | Here):
            yield start
        case _:
            return


def predicates(expression: Expr) -> Iterator[Expr]:
    """Yield the predicates of `expression` itself."""
    if isinstance(expression, Filter):
        yield from expression.predicates
    elif isinstance(expression, Path):
        for step in expression.steps:
            yield from step.predicates


def walk(expression: Expr) -> Iterator[Expr]:
    """Yield `expression` and everything in it, predicates too."""
    yield expression
    for part in (*parts(expression), *predicates(expression)):
        yield from walk(part)


def reads_context(expression: Expr) -> bool:
    """Return whether the value hangs on the context node, its position or the size of its node-set.

    What stands in predicates inside has another context and counts only where it says so by itself: `current()` does
    not count, it stays the same everywhere in an expression.
    """
    match expression:
        case Path(Here(), _):
            return True
        case Call(name, arguments) if name in _READ_THE_CONTEXT:
            return not arguments or name not in _WITH_ARGUMENT_ONLY or any(map(reads_context, arguments))
        case _:
            return any(map(reads_context, parts(expression)))


def reads_position(expression: Expr) -> bool:
    """Return whether a predicate hangs on where its candidate stands: by position(), last() or by being a number."""
    if isinstance(expression, Call) and expression.name in ("position", "last") and not expression.arguments:
        return True
    return any(map(reads_position, parts(expression)))


def plain_children(steps: Iterable[Step]) -> tuple[str, ...] | None:
    """Return the names where every step is a child by its bare name without predicates, else None."""
    names: list[str] = []
    for step in steps:
        test = step.test
        plain = step.axis == "child" and not step.predicates and isinstance(test, NameTest)
        if not plain or not isinstance(test, NameTest) or test.prefix or test.local == "*":
            return None
        names.append(test.local)
    return tuple(names)


def instance_id(expression: Expr) -> str | None:
    """Return the id where `expression` is `instance('id')`, else None."""
    match expression:
        case Call("instance", (Literal(name),)):
            return name
        case _:
            return None


def conjuncts(expression: Expr) -> tuple[Expr, ...]:
    """Return what must all hold for `expression` to hold."""
    if isinstance(expression, Chain) and expression.rest[0][0] == "and":
        return tuple(c for e in (expression.first, *(e for _, e in expression.rest)) for c in conjuncts(e))
    return (expression,)

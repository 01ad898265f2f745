"""indexed-repeat(): a node in the repeat instances named by their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.tree import Kind
from forms.xpath.columns import NOTHING, column
from forms.xpath.compiled import Code, as_number
from forms.xpath.errors import WrongArguments
from forms.xpath.syntax import Call, Expr, Here, NameTest, Path, Root

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.tree import Node
    from forms.xpath.context import Context
    from forms.xpath.syntax import Step


def indexed_repeat(call: Call, compile_part: Callable[[Expr], Code]) -> Code:
    """Return code for `indexed-repeat(target, group, index, …)`; the groups go from the outermost inwards.

    The paths mean what they say of the form, whichever instance they are written in: `../x` is every `x` of the repeat.
    An index below 1 means the first instance, as in JavaRosa; beyond the last there is nothing.
    """
    target, *pairs = call.arguments
    paths = [_generic(call, e) for e in (target, *pairs[::2])]
    indexes = [as_number(compile_part(e)) for e in pairs[1::2]]

    def run(c: Context) -> list[Node]:
        names, *groups = [_names(path, c) for path in paths]
        places = {group: _place(index(c)) for group, index in zip(groups, indexes, strict=True)}
        return _walk(names, places, c)

    return Code("nodes", run)


def _place(number: float) -> int:
    return max(0, int(number) - 1) if abs(number) < 1e9 else 0


def _generic(call: Call, expression: Expr) -> Path:
    """Return `expression` if it is a path of plain steps; raises WrongArguments."""
    if isinstance(expression, Path):
        here = isinstance(expression.start, Root | Here) or expression.start == Call("current", ())
        if here and all(_is_plain(step) for step in expression.steps):
            return expression
    raise WrongArguments(T("{name} needs plain paths, without conditions.", name=call.name), call.position, call.name)


def _is_plain(step: Step) -> bool:
    if step.predicates:
        return False
    if step.axis == "child":
        return isinstance(step.test, NameTest) and step.test.local != "*"
    return step.axis in ("self", "parent") and not isinstance(step.test, NameTest)


def _names(path: Path, c: Context) -> tuple[str, ...]:
    """Return the absolute path, as names from the root down, that `path` stands for in the context."""
    names: list[str] = []
    if not isinstance(path.start, Root):
        node: Node | None = c.node if isinstance(path.start, Here) else c.current
        while node is not None and node.kind is not Kind.DOCUMENT and node is not c.environment.root:
            names.append(node.name)
            node = node.parent
        names.reverse()
    for step in path.steps:
        if step.axis == "parent":
            del names[-1:]
        elif isinstance(step.test, NameTest):
            names.append(step.test.local)
    return tuple(names)


def _walk(names: tuple[str, ...], places: dict[tuple[str, ...], int], c: Context) -> list[Node]:
    node = c.environment.root
    for depth, name in enumerate(names, 1):
        same = node.named.get(name, NOTHING)
        place = places.get(names[:depth], 0 if len(same) == 1 else None)
        if place is None:
            return [n for n in column(node, names[depth - 1 :]) if n.relevant]
        if place >= len(same):
            return NOTHING
        node = same[place]
    return [node] if node.relevant else NOTHING

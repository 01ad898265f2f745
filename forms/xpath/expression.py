"""The compiled form of an expression, and how to get one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.compiled import as_boolean, as_nodes, as_number, as_string
from forms.xpath.compiler import compile_syntax
from forms.xpath.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.tree import Node
    from forms.xpath.compiled import Code
    from forms.xpath.context import Context
    from forms.xpath.syntax import Expr
    from forms.xpath.values import Value


class Expression:
    """A compiled expression: `source` is what the form says, `syntax` its tree."""

    __slots__ = ("_boolean", "_nodes", "_number", "_run", "_string", "source", "syntax")

    def __init__(self, source: str, syntax: Expr, code: Code) -> None:
        self.source = source
        self.syntax = syntax
        self._run: Callable[[Context], Value] = code.run
        self._boolean = as_boolean(code)
        self._number = as_number(code)
        self._string = as_string(code)
        self._nodes = as_nodes(code)

    def __repr__(self) -> str:
        """Return the source, which is the form's and nobody's answer."""
        return f"Expression({self.source!r})"

    def evaluate(self, context: Context) -> Value:
        """Return the value, typed; raises EvaluationError."""
        context.environment.remaining = context.environment.limit
        return self._run(context)

    def boolean(self, context: Context) -> bool:
        """Return the value as `relevant`, `required`, `readonly`, `constraint` read it."""
        context.environment.remaining = context.environment.limit
        return self._boolean(context)

    def number(self, context: Context) -> float:
        """Return the value as a number, NaN where it is none."""
        context.environment.remaining = context.environment.limit
        return self._number(context)

    def string(self, context: Context) -> str:
        """Return the value as text: `true`, `12`, `2026-11-22`."""
        context.environment.remaining = context.environment.limit
        return self._string(context)

    def nodes(self, context: Context) -> list[Node]:
        """Return the nodes; raises EvaluationError where the value is not a node-set."""
        context.environment.remaining = context.environment.limit
        return list(self._nodes(context))


def compile_expression(source: str, namespaces: Mapping[str, str], *, late: bool = False) -> Expression:
    """Compile `source`; `namespaces` maps the prefixes in scope to their URIs.

    An element name without a prefix stands for every namespace, unless `namespaces` says which under "". Raises
    XPathSyntaxError with the position, UnknownFunction and WrongArguments with the function's name; with `late` these
    two become an EvaluationError of whoever reaches the call: what is never evaluated may be anything.
    """
    syntax = parse(source)
    return Expression(source, syntax, compile_syntax(syntax, namespaces, late=late))

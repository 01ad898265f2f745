"""The compiled form of an expression, and how to get one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from forms.xpath.compiled import as_boolean, as_nodes, as_number, as_string
from forms.xpath.compiler import compile_syntax
from forms.xpath.parser import read
from forms.xpath.refusal import may_be_refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.tree import Node
    from forms.xpath.compiled import Code, NodeLists, Numbers, Strings, Truths
    from forms.xpath.context import Context
    from forms.xpath.parser import Parsed
    from forms.xpath.syntax import Expr
    from forms.xpath.values import Value


class Expression:
    """An expression ready to run: `source` is what the form says, `parsed` its tree; closures are made when needed."""

    def __init__(self, source: str, parsed: Parsed, namespaces: Mapping[str, str], *, late: bool = False) -> None:
        self.source = source
        self.parsed = parsed
        self._namespaces = namespaces
        self._late = late

    @property
    def syntax(self) -> Expr:
        """The syntax tree."""
        return self.parsed.syntax

    @cached_property
    def _code(self) -> Code:
        return compile_syntax(self.syntax, self._namespaces, late=self._late)

    @cached_property
    def _boolean(self) -> Truths:
        return as_boolean(self._code)

    @cached_property
    def _number(self) -> Numbers:
        return as_number(self._code)

    @cached_property
    def _string(self) -> Strings:
        return as_string(self._code)

    @cached_property
    def _nodes(self) -> NodeLists:
        return as_nodes(self._code)

    def compile(self) -> None:
        """Make the closures now; raises XPathSyntaxError and its kinds."""
        self._code  # noqa: B018 - a cached property

    def __repr__(self) -> str:
        """Return the source, which is the form's and nobody's answer."""
        return f"Expression({self.source!r})"

    def evaluate(self, context: Context) -> Value:
        """Return the value, typed; raises EvaluationError."""
        environment = context.environment
        environment.remaining = environment.limit
        value: Value = self._code.run(context)
        return value

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
    parsed = read(source)
    expression = Expression(source, parsed, namespaces, late=late)
    if late or may_be_refused(parsed):
        expression.compile()
    return expression

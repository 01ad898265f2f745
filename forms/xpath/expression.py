"""The compiled form of an expression, and how to get one."""

from __future__ import annotations

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

    __slots__ = ("_boolean", "_code", "_late", "_namespaces", "_nodes", "_number", "_string", "parsed", "source")

    def __init__(self, source: str, parsed: Parsed, namespaces: Mapping[str, str], *, late: bool = False) -> None:
        self.source = source
        self.parsed = parsed
        self._namespaces = namespaces
        self._late = late
        self._code: Code | None = None
        self._boolean: Truths | None = None
        self._number: Numbers | None = None
        self._string: Strings | None = None
        self._nodes: NodeLists | None = None

    @property
    def syntax(self) -> Expr:
        """The syntax tree."""
        return self.parsed.syntax

    def compile(self) -> Code:
        """Make the closures where they are not made yet; raises XPathSyntaxError and its kinds."""
        if self._code is None:
            self._code = compile_syntax(self.parsed.syntax, self._namespaces, late=self._late)
        return self._code

    def __repr__(self) -> str:
        """Return the source, which is the form's and nobody's answer."""
        return f"Expression({self.source!r})"

    def evaluate(self, context: Context) -> Value:
        """Return the value, typed; raises EvaluationError."""
        environment = context.environment
        environment.remaining = environment.limit
        code = self._code or self.compile()
        value: Value = code.run(context)
        return value

    def boolean(self, context: Context) -> bool:
        """Return the value as `relevant`, `required`, `readonly`, `constraint` read it."""
        context.environment.remaining = context.environment.limit
        if self._boolean is None:
            self._boolean = as_boolean(self.compile())
        return self._boolean(context)

    def number(self, context: Context) -> float:
        """Return the value as a number, NaN where it is none."""
        context.environment.remaining = context.environment.limit
        if self._number is None:
            self._number = as_number(self.compile())
        return self._number(context)

    def string(self, context: Context) -> str:
        """Return the value as text: `true`, `12`, `2026-11-22`."""
        context.environment.remaining = context.environment.limit
        if self._string is None:
            self._string = as_string(self.compile())
        return self._string(context)

    def nodes(self, context: Context) -> list[Node]:
        """Return the nodes; raises EvaluationError where the value is not a node-set."""
        context.environment.remaining = context.environment.limit
        if self._nodes is None:
            self._nodes = as_nodes(self.compile())
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

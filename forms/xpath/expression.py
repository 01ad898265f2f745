"""The compiled form of an expression, and how to get one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.tree import Node
    from forms.xpath.context import Context
    from forms.xpath.values import Value


class Expression:
    """A compiled expression; `source` is what the form says."""

    __slots__ = ("source",)
    source: str

    def evaluate(self, context: Context) -> Value:
        """Return the value, typed; raises EvaluationError."""
        raise NotImplementedError

    def boolean(self, context: Context) -> bool:
        """Return the value as `relevant`, `required`, `readonly`, `constraint` read it."""
        raise NotImplementedError

    def number(self, context: Context) -> float:
        """Return the value as a number, NaN where it is none."""
        raise NotImplementedError

    def string(self, context: Context) -> str:
        """Return the value as text: `true`, `12`, `2026-11-22`."""
        raise NotImplementedError

    def nodes(self, context: Context) -> list[Node]:
        """Return the nodes; raises EvaluationError where the value is not a node-set."""
        raise NotImplementedError


def compile_expression(source: str, namespaces: Mapping[str, str]) -> Expression:
    """Compile `source`; `namespaces` maps the prefixes in scope to their URIs.

    Raises XPathSyntaxError with the position, UnknownFunction and WrongArguments with the function's name.
    """
    raise NotImplementedError

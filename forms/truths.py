"""Calculated truths: a node that holds one reads as true or false, not as the text `1` or `0`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.syntax import Call, Chain

if TYPE_CHECKING:
    from forms.xpath import Value
    from forms.xpath.syntax import Expr

TRUTH = "boolean"
_OPERATORS = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">="})
_FUNCTIONS = frozenset(
    {
        "boolean",
        "boolean-from-string",
        "checklist",
        "contains",
        "ends-with",
        "false",
        "geofence",
        "intersects",
        "not",
        "regex",
        "selected",
        "starts-with",
        "true",
        "weighted-checklist",
    }
)
_BRANCHES = {"if": 1, "coalesce": 0, "once": 0}


def is_truth(value: Value) -> bool:
    """Whether a computed value is a truth, its own or that of the node it was read from."""
    if isinstance(value, list):
        return bool(value) and value[0].type == TRUTH
    return isinstance(value, bool)


def may_be_truth(expression: Expr) -> bool:
    """Whether `expression` is seen to give a truth in one of its branches."""
    if isinstance(expression, Chain):
        return expression.rest[0][0] in _OPERATORS
    if not isinstance(expression, Call):
        return False
    if expression.name in _BRANCHES:
        return any(map(may_be_truth, expression.arguments[_BRANCHES[expression.name] :]))
    return expression.name in _FUNCTIONS

"""One XPath expression of a form: compiled once, evaluated often."""

from forms.xpath.context import Context, Environment
from forms.xpath.errors import (
    EvaluationError,
    LimitExceeded,
    UnknownFunction,
    WrongArguments,
    XPathError,
    XPathSyntaxError,
)
from forms.xpath.expression import Expression, compile_expression
from forms.xpath.values import Value, to_stored

__all__ = [
    "Context",
    "Environment",
    "EvaluationError",
    "Expression",
    "LimitExceeded",
    "UnknownFunction",
    "Value",
    "WrongArguments",
    "XPathError",
    "XPathSyntaxError",
    "compile_expression",
    "to_stored",
]

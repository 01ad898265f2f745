"""One XPath expression of a form: compiled once, evaluated often, its references known beforehand."""

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
from forms.xpath.references import Reference, Volatility, references, volatility
from forms.xpath.values import Value, to_stored

__all__ = [
    "Context",
    "Environment",
    "EvaluationError",
    "Expression",
    "LimitExceeded",
    "Reference",
    "UnknownFunction",
    "Value",
    "Volatility",
    "WrongArguments",
    "XPathError",
    "XPathSyntaxError",
    "compile_expression",
    "references",
    "to_stored",
    "volatility",
]

"""Whether compiling an expression could refuse it: all others are compiled when first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.functions import FUNCTIONS
from forms.xpath.syntax import Call, Chain, Filter, Here, NameTest, Negate, Path, Root

if TYPE_CHECKING:
    from forms.xpath.syntax import Expr, Step


def may_be_refused(expression: Expr) -> bool:
    """Return whether `expression` calls what is not known or is picky, or names a prefix that may not be declared."""
    waiting = [expression]
    while waiting:
        match waiting.pop():
            case Call(name, arguments):
                function = FUNCTIONS.get(name)
                if function is None or function.picky or not function.takes(len(arguments)):
                    return True
                waiting.extend(arguments)
            case Path(start, steps):
                if any(_has_prefix(step) for step in steps):
                    return True
                if not isinstance(start, Root | Here):
                    waiting.append(start)
                waiting.extend(predicate for step in steps for predicate in step.predicates)
            case Chain(first, rest):
                waiting.append(first)
                waiting.extend(operand for _, operand in rest)
            case Filter(base, predicates):
                waiting.append(base)
                waiting.extend(predicates)
            case Negate(operand):
                waiting.append(operand)
            case _:
                continue
    return False


def _has_prefix(step: Step) -> bool:
    return isinstance(step.test, NameTest) and bool(step.test.prefix)

"""Syntax tree to closures, specialised by what the operands are known to be."""

from __future__ import annotations

import operator
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from assets.texts import T
from forms.xpath.axes import in_document_order
from forms.xpath.comparison import ORDERS, equality, ordering
from forms.xpath.compiled import Code, as_boolean, as_nodes, as_number, constant
from forms.xpath.errors import EvaluationError, UnknownFunction, WrongArguments, XPathSyntaxError
from forms.xpath.functions import FUNCTIONS
from forms.xpath.numeric import divide, remainder
from forms.xpath.paths import compile_path
from forms.xpath.repeats import indexed_repeat
from forms.xpath.steps import predicate
from forms.xpath.syntax import COMPARISONS, Call, Chain, Expr, Filter, Literal, Negate, Number, Path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.tree import Node
    from forms.xpath.compiled import Numbers
    from forms.xpath.context import Context


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": divide,
    "mod": remainder,
}


def compile_syntax(expression: Expr, namespaces: Mapping[str, str], *, late: bool = False) -> Code:
    """Return code for `expression`; raises XPathSyntaxError and its kinds.

    With `late`, a call that no function answers is an EvaluationError of whoever reaches it.
    """

    def compiled(part: Expr) -> Code:
        match part:
            case Path():
                return compile_path(part, compiled, namespaces)
            case Number() | Literal():
                return _written(part.value)
            case Call():
                return _call(part, compiled) if not late else _late(part, compiled)
            case Chain():
                return _chain(compiled(part.first), [(operator, compiled(e)) for operator, e in part.rest])
            case Negate():
                return _negated(compiled(part.operand))
            case Filter():
                return _filtered(compiled(part.base), [compiled(p) for p in part.predicates])

    return compiled(expression)


@lru_cache(maxsize=1024)
def _written(value: float | str) -> Code:
    """Return code for a number or a text as a form writes it: the same few again and again."""
    return constant(value)


def _negated(operand: Code) -> Code:
    if isinstance(operand.constant, float):
        return constant(-operand.constant)
    number = as_number(operand)
    return Code("number", lambda c: -number(c))


def _call(call: Call, compiled: Callable[[Expr], Code]) -> Code:
    if call.name == "indexed-repeat":
        if len(call.arguments) < 3 or len(call.arguments) % 2 == 0:
            raise _wrong_count(call)
        return indexed_repeat(call, compiled)
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise UnknownFunction(T("There is no function {name}.", name=call.name), call.position, call.name)
    if not function.takes(len(call.arguments)):
        raise _wrong_count(call)
    try:
        return function.build([compiled(argument) for argument in call.arguments])
    except EvaluationError as error:
        raise XPathSyntaxError(error.text, call.position) from None


def _late(call: Call, compiled: Callable[[Expr], Code]) -> Code:
    try:
        return _call(call, compiled)
    except (UnknownFunction, WrongArguments) as error:
        text = error.text

    def run(_: Context) -> NoReturn:
        raise EvaluationError(text)

    return Code("any", run)


def _wrong_count(call: Call) -> WrongArguments:
    text = T("{name} does not take {count} arguments.", name=call.name, count=len(call.arguments))
    return WrongArguments(text, call.position, call.name)


def _filtered(base: Code, predicates: list[Code]) -> Code:
    nodes = as_nodes(base)
    narrowings = [predicate(p) for p in predicates]

    def run(c: Context) -> list[Node]:
        found = nodes(c)
        for narrow in narrowings:
            found = narrow(found, c)
        return found

    return Code("nodes", run)


def _chain(first: Code, rest: list[tuple[str, Code]]) -> Code:
    sign = rest[0][0]
    if sign in ("and", "or"):
        return _logic(sign, [first, *(code for _, code in rest)])
    if sign == "|":
        return _union([first, *(code for _, code in rest)])
    if len(rest) > 1 and sign not in COMPARISONS:
        return Code("number", _long_arithmetic(as_number(first), [(symbol, as_number(code)) for symbol, code in rest]))
    joined = first
    for symbol, operand in rest:
        joined = _joined(joined, symbol, operand)
    return joined


def _joined(left: Code, sign: str, right: Code) -> Code:
    if sign in ("=", "!="):
        return Code("boolean", equality(left, right, sign == "="))
    if sign in ORDERS:
        return Code("boolean", ordering(sign, left, right))
    return Code("number", _arithmetic(sign, as_number(left), as_number(right)))


def _arithmetic(sign: str, a: Numbers, b: Numbers) -> Numbers:
    if sign == "+":
        return lambda c: a(c) + b(c)
    if sign == "-":
        return lambda c: a(c) - b(c)
    if sign == "*":
        return lambda c: a(c) * b(c)
    if sign == "div":
        return lambda c: divide(a(c), b(c))
    return lambda c: remainder(a(c), b(c))


def _long_arithmetic(first: Numbers, rest: list[tuple[str, Numbers]]) -> Numbers:
    """Return a closure for a chain of any length: one call deep, not as deep as it is long."""
    steps = [(_OPERATIONS[symbol], number) for symbol, number in rest]

    def run(c: Context) -> float:
        total = first(c)
        for operation, number in steps:
            total = operation(total, number(c))
        return total

    return run


def _logic(sign: str, operands: list[Code]) -> Code:
    tests = [as_boolean(operand) for operand in operands]
    if len(tests) == 2:
        a, b = tests
        return Code("boolean", (lambda c: a(c) and b(c)) if sign == "and" else (lambda c: a(c) or b(c)))
    settled = sign == "or"

    def run(c: Context) -> bool:
        for test in tests:
            if test(c) is settled:
                return settled
        return not settled

    return Code("boolean", run)


def _union(operands: list[Code]) -> Code:
    parts = [as_nodes(operand) for operand in operands]
    return Code("nodes", lambda c: in_document_order([node for part in parts for node in part(c)]))

"""A syntax tree back to text, in one normal form."""

from __future__ import annotations

from forms.xpath.syntax import (
    ANY_NODE,
    PRECEDENCE,
    UNARY,
    Call,
    Chain,
    Expr,
    Filter,
    Here,
    KindTest,
    Literal,
    Negate,
    Number,
    Path,
    Root,
    Step,
)


def unparse(expression: Expr) -> str:
    """Return text that parses to `expression` again."""
    match expression:
        case Number(value):
            return _digits(value)
        case Literal(value):
            return f'"{value}"' if '"' not in value else f"'{value}'"
        case Negate(operand):
            return "-" + _operand(operand, UNARY)
        case Chain(first, rest):
            return _chain(first, rest)
        case Call(name, arguments):
            return f"{name}({', '.join(unparse(a) for a in arguments)})"
        case Filter(base, predicates):
            return _primary(base) + _predicates(predicates)
        case Path(start, steps):
            return _start(start, bool(steps)) + "/".join(_step(s) for s in steps)


def _digits(value: float) -> str:
    text = repr(value)
    if "e" not in text:
        return text.removesuffix(".0")
    return f"{value:.0f}" if value >= 1 else f"{value:.340f}".rstrip("0")


def _chain(first: Expr, rest: tuple[tuple[str, Expr], ...]) -> str:
    level = PRECEDENCE[rest[0][0]]
    return _operand(first, level + 1) + "".join(f" {op} {_operand(e, level + 1)}" for op, e in rest)


def _operand(expression: Expr, level: int) -> str:
    text = unparse(expression)
    return f"({text})" if _precedence(expression) < level else text


def _precedence(expression: Expr) -> int:
    if isinstance(expression, Chain):
        return PRECEDENCE[expression.rest[0][0]]
    return UNARY if isinstance(expression, Negate) else len(PRECEDENCE)


def _primary(expression: Expr) -> str:
    text = unparse(expression)
    return text if isinstance(expression, Call | Literal | Number) else f"({text})"


def _start(start: Root | Here | Expr, steps: bool) -> str:
    match start:
        case Root():
            return "/"
        case Here():
            return ""
        case Filter():
            return unparse(start) + ("/" if steps else "")
        case _:
            return _primary(start) + ("/" if steps else "")


def _step(step: Step) -> str:
    if isinstance(step.test, KindTest):
        if step.test == ANY_NODE and step.axis in ("self", "parent"):
            return ("." if step.axis == "self" else "..") + _predicates(step.predicates)
        target = f'"{step.test.target}"' if '"' not in step.test.target else f"'{step.test.target}'"
        test = f"{step.test.kind}({target if step.test.target else ''})"
    else:
        test = f"{step.test.prefix}:{step.test.local}" if step.test.prefix else step.test.local
    axis = "" if step.axis == "child" else "@" if step.axis == "attribute" else f"{step.axis}::"
    return axis + test + _predicates(step.predicates)


def _predicates(predicates: tuple[Expr, ...]) -> str:
    return "".join(f"[{unparse(p)}]" for p in predicates)

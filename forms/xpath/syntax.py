"""The shape of an expression once parsed: frozen, comparable, without positions in comparisons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; never negative."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text, without its quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: Expr


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined from the left by operators of one precedence: `a + b - c`; kept flat: depth is nesting."""

    first: Expr
    rest: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `name` as written, with its prefix."""

    name: str
    arguments: tuple[Expr, ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """A primary expression with predicates: `(a | b)[1]`."""

    base: Expr
    predicates: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class NameTest:
    """A test for a name: `local` may be `*`; `prefix` is "" where none is written."""

    prefix: str
    local: str


@dataclass(frozen=True, slots=True)
class KindTest:
    """A test for the kind: `node`, `text`, `comment` or `processing-instruction`, this with an optional target."""

    kind: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One location step."""

    axis: str
    test: NameTest | KindTest
    predicates: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Root:
    """Where an absolute path starts: above the root element of the primary instance."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where a relative path starts: the context node."""


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from a start, which may be an expression: `instance('x')/root/item`.

    plain: the path as written where it is all names from the root, `/data/group/name`; else "".
    """

    start: Root | Here | Expr
    steps: tuple[Step, ...]
    plain: str = field(default="", compare=False)


Expr: TypeAlias = Number | Literal | Negate | Chain | Call | Filter | Path

PRECEDENCE = {
    "or": 0,
    "and": 1,
    "=": 2,
    "!=": 2,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "div": 5,
    "mod": 5,
    "|": 7,
}
"""Operators by how strongly they bind; unary minus stands between the last two."""
UNARY = 6
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})

AXES = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
KIND_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})
ANY_NODE = KindTest("node")
EVERYTHING_BELOW = Step("descendant-or-self", ANY_NODE)
"""What `//` stands for."""

"""Tokens to syntax tree: XPath 1.0's grammar by recursive descent, chains of operators kept flat."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assets.texts import T
from forms.xpath.errors import XPathSyntaxError
from forms.xpath.lexer import not_understood, tokens
from forms.xpath.syntax import (
    ANY_NODE,
    AXES,
    COMPARISONS,
    EVERYTHING_BELOW,
    KIND_TESTS,
    PRECEDENCE,
    UNARY,
    Call,
    Chain,
    Expr,
    Filter,
    Here,
    KindTest,
    Literal,
    NameTest,
    Negate,
    Number,
    Path,
    Root,
    Step,
)

if TYPE_CHECKING:
    from assets.texts import Text
    from forms.xpath.lexer import Token

MAX_DEPTH = 80  # nested brackets; the interpreter's stack holds several times as many
_ABBREVIATED = {".": "self", "..": "parent"}
_PLAIN = {sign: Step(axis, ANY_NODE) for sign, axis in _ABBREVIATED.items()}
_STEP_SYMBOLS = frozenset({".", "..", "@", "*"})
_HERE = Here()
_GOING_ON = frozenset({"[", "/", "//"})


class Parsed(NamedTuple):
    """A syntax tree with what was met on the way to it.

    calls: every call in it. prefixed: whether a name has a prefix. plain: the paths it names, where each is plain, as
        `Path.plain` says; None where others are among them.
    """

    syntax: Expr
    calls: tuple[Call, ...]
    prefixed: bool
    plain: tuple[str, ...] | None


@lru_cache(maxsize=4096)
def _child(name: str) -> Step:
    """Return the step to the child `name`: what most steps of a form are, the same ones again and again."""
    prefix, _, local = name.rpartition(":")
    return Step("child", NameTest(prefix, local))


@lru_cache(maxsize=4096)
def _absolute(written: str) -> Path:
    """Return the path that is written as `/data/group/name`: the same questions are named again and again."""
    return Path(Root(), _children(written), written)


def _children(written: str) -> tuple[Step, ...]:
    return tuple([_child(name) for name in written[1:].split("/")])


def parse(source: str) -> Expr:
    """Return the syntax tree of `source`; raises XPathSyntaxError with the position of what is wrong."""
    return read(source).syntax


def read(source: str) -> Parsed:
    """Return what `source` says; raises XPathSyntaxError with the position of what is wrong."""
    parser = _Parser(tokens(source))
    expression = parser.expression()
    parser.expect_end()
    plain = tuple(parser.plain) if parser.only_plain else None
    return Parsed(expression, tuple(parser.calls), parser.prefixed, plain)


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._kind, self._text, self._position = found[0]
        self._depth = 0
        self.calls: list[Call] = []
        self.prefixed = False
        self.plain: list[str] = []
        self.only_plain = True

    # tokens

    def _take(self) -> str:
        """Go past the current token, which is not the end, and return its text."""
        text = self._text
        self._next += 1
        self._kind, self._text, self._position = self._tokens[self._next]
        return text

    def _expect(self, text: str) -> None:
        if self._text != text:
            raise self._unexpected()
        self._take()

    def expect_end(self) -> None:
        if self._kind != "end":
            raise self._unexpected()

    def _unexpected(self) -> XPathSyntaxError:
        text: Text = T("{token} cannot stand here.", token=self._text)
        if self._kind == "end":
            text = T("The expression ends too early.")
        elif self._kind == "wrong":
            text = not_understood(self._text)
        return XPathSyntaxError(text, self._position)

    # expressions

    def expression(self) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise XPathSyntaxError(T("The expression is nested too deeply."), self._position)
        parsed = self._chain(0)
        self._depth -= 1
        return parsed

    def _chain(self, weakest: int) -> Expr:
        """Parse operands joined by operators that bind at least as strongly as `weakest`."""
        operand = self._negated() if self._text == "-" and weakest <= UNARY else self._path()
        while (precedence := PRECEDENCE.get(self._text, -1)) >= weakest:
            rest: list[tuple[str, Expr]] = []
            while PRECEDENCE.get(self._text, -1) == precedence:
                rest.append((self._take(), self._chain(precedence + 1)))
            if len(rest) > MAX_DEPTH and rest[0][0] in COMPARISONS:  # nobody means that; each would stand in the next
                raise self._unexpected()
            operand = Chain(operand, tuple(rest))
        return operand

    def _negated(self) -> Expr:
        minuses = 0
        while self._text == "-":
            self._take()
            minuses += 1
        operand = Negate(self._chain(UNARY + 1))
        return operand if minuses % 2 else Negate(operand)

    # paths

    def _path(self) -> Expr:
        kind = self._kind
        if kind == "path":
            return self._from_root()
        if kind in ("number", "literal") or self._text == "(" or (kind == "call" and self._text not in KIND_TESTS):
            return self._filtered()
        self.only_plain = False
        if self._text == "/":
            self._take()
            steps = self._more_steps((self._step(),)) if self._at_step() else ()
            return Path(Root(), steps)
        if self._text == "//":
            return Path(Root(), self._more_steps(()))
        return Path(_HERE, self._more_steps((self._step(),)))

    def _from_root(self) -> Path:
        path = _absolute(self._take())
        if self._text not in _GOING_ON and self._kind != "path":
            self.plain.append(path.plain)
            return path
        self.only_plain = False
        return Path(path.start, self._more_steps(self._with_predicates(path.steps)))

    def _at_step(self) -> bool:
        return self._kind in ("name", "call") or self._text in _STEP_SYMBOLS

    def _filtered(self) -> Expr:
        base = self._primary()
        if self._text == "[":
            base = Filter(base, self._predicates())
        steps = self._more_steps(())
        if not steps:
            return base
        self.only_plain = False
        return Path(base, steps)

    def _primary(self) -> Expr:
        kind, position = self._kind, self._position
        text = self._take()
        if kind == "number":
            return Number(float(text))
        if kind == "literal":
            return Literal(text[1:-1])
        if kind == "symbol":
            inner = self.expression()
            self._expect(")")
            return inner
        call = Call(text, self._arguments(), position)
        self.calls.append(call)
        return call

    def _arguments(self) -> tuple[Expr, ...]:
        self._expect("(")
        found: list[Expr] = []
        if self._text != ")":
            found.append(self.expression())
            while self._text == ",":
                self._take()
                found.append(self.expression())
        self._expect(")")
        return tuple(found)

    def _more_steps(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Return `steps` with those that follow."""
        found = list(steps)
        while True:
            if self._kind == "path":
                found += self._with_predicates(_children(self._take()))
            elif self._text == "/":
                self._take()
                found.append(self._step())
            elif self._text == "//":
                self._take()
                found += (EVERYTHING_BELOW, self._step())
            else:
                return tuple(found)

    def _with_predicates(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if self._text != "[":
            return steps
        last = steps[-1]
        return (*steps[:-1], Step(last.axis, last.test, self._predicates()))

    def _step(self) -> Step:
        sign = self._text
        if self._kind == "name" and self._tokens[self._next + 1][1] != "::":
            self.prefixed = self.prefixed or ":" in sign
            step = _child(self._take())
            return step if self._text != "[" else Step("child", step.test, self._predicates())
        if sign in _PLAIN:
            self._take()
            return Step(_ABBREVIATED[sign], ANY_NODE, self._predicates()) if self._text == "[" else _PLAIN[sign]
        return Step(self._axis(), self._test(), self._predicates())

    def _axis(self) -> str:
        if self._text == "@":
            self._take()
            return "attribute"
        if self._kind != "name" or self._tokens[self._next + 1][1] != "::":
            return "child"
        if self._text not in AXES:
            raise XPathSyntaxError(T("There is no axis {axis}.", axis=self._text), self._position)
        axis = self._take()
        self._take()
        return axis

    def _test(self) -> NameTest | KindTest:
        if self._text == "*":
            self._take()
            return NameTest("", "*")
        if self._kind == "call":
            return self._kind_test()
        if self._kind != "name":
            raise self._unexpected()
        prefix, _, local = self._take().rpartition(":")
        self.prefixed = self.prefixed or bool(prefix)
        return NameTest(prefix, local)

    def _kind_test(self) -> KindTest:
        if self._text not in KIND_TESTS:
            raise self._unexpected()
        kind = self._take()
        self._expect("(")
        target = ""
        if kind == "processing-instruction" and self._kind == "literal":
            target = self._take()[1:-1]
        self._expect(")")
        return KindTest(kind, target)

    def _predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self._text == "[":
            self._take()
            found.append(self.expression())
            self._expect("]")
        return tuple(found)

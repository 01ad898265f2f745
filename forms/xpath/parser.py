"""Tokens to syntax tree: XPath 1.0's grammar by recursive descent, chains of operators kept flat."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from assets.texts import T
from forms.xpath.errors import XPathSyntaxError
from forms.xpath.lexer import Token, tokens
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

MAX_DEPTH = 80  # nested brackets; the interpreter's stack holds several times as many
_STEPS = ("/", "//")
_ABBREVIATED = {".": "self", "..": "parent"}
_PLAIN = {axis: Step(axis, ANY_NODE) for axis in _ABBREVIATED.values()}
_MORE_OF_A_STEP = frozenset({"::", "(", "["})


@lru_cache(maxsize=4096)
def _child(name: str) -> Step:
    """Return the step to the child `name`: what most steps of a form are, the same ones again and again."""
    prefix, _, local = name.rpartition(":")
    return Step("child", NameTest(prefix, local))


def parse(source: str) -> Expr:
    """Return the syntax tree of `source`; raises XPathSyntaxError with the position of what is wrong."""
    parser = _Parser(tokens(source))
    expression = parser.expression()
    parser.expect_end()
    return expression


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = [*found, found[-1]]  # so that one may look past the end
        self._next = 0
        self._depth = 0

    # tokens

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[self._next + ahead]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        if token.kind != "end":
            self._next += 1
        return token

    def _at(self, text: str, ahead: int = 0) -> bool:
        return self._tokens[self._next + ahead].text == text

    def _expect(self, text: str) -> None:
        if not self._at(text):
            raise self._unexpected()
        self._take()

    def expect_end(self) -> None:
        if self._peek().kind != "end":
            raise self._unexpected()

    def _unexpected(self) -> XPathSyntaxError:
        token = self._peek()
        text: Text = (
            T("The expression ends too early.")
            if token.kind == "end"
            else T("{token} cannot stand here.", token=token.text)
        )
        return XPathSyntaxError(text, token.position)

    # expressions

    def expression(self) -> Expr:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise XPathSyntaxError(T("The expression is nested too deeply."), self._peek().position)
        parsed = self._chain(0)
        self._depth -= 1
        return parsed

    def _chain(self, weakest: int) -> Expr:
        """Parse operands joined by operators that bind at least as strongly as `weakest`."""
        operand = self._unary() if weakest <= UNARY else self._path()
        while (precedence := self._operator()) >= weakest:
            rest: list[tuple[str, Expr]] = []
            while self._operator() == precedence:
                operator = self._take().text
                rest.append((operator, self._chain(precedence + 1)))
            if len(rest) > MAX_DEPTH and rest[0][0] in COMPARISONS:  # nobody means that; each would stand in the next
                raise self._unexpected()
            operand = Chain(operand, tuple(rest))
        return operand

    def _operator(self) -> int:
        token = self._peek()
        return PRECEDENCE.get(token.text, -1) if token.kind == "operator" else -1

    def _unary(self) -> Expr:
        minuses = 0
        while self._at("-"):
            self._take()
            minuses += 1
        operand = self._chain(UNARY + 1)
        if minuses == 0:
            return operand
        return Negate(operand) if minuses % 2 else Negate(Negate(operand))

    # paths

    def _path(self) -> Expr:
        if self._starts_primary():
            return self._filtered()
        sign = self._peek().text
        if sign in _STEPS:
            if sign == "/" and not self._starts_step(1):
                self._take()
                return Path(Root(), ())
            return Path(Root(), self._more_steps())
        return Path(Here(), (self._step(), *self._more_steps()))

    def _starts_primary(self) -> bool:
        token = self._peek()
        if token.kind in ("number", "literal") or self._at("("):
            return True
        return token.kind == "name" and self._at("(", 1) and token.text not in KIND_TESTS

    def _starts_step(self, ahead: int) -> bool:
        token = self._peek(ahead)
        return token.kind == "name" or (token.kind == "symbol" and token.text in (".", "..", "@", "*"))

    def _filtered(self) -> Expr:
        base = self._primary()
        predicates = self._predicates()
        if predicates:
            base = Filter(base, predicates)
        steps = self._more_steps()
        return Path(base, steps) if steps else base

    def _primary(self) -> Expr:
        token = self._take()
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "literal":
            return Literal(token.text[1:-1])
        if token.kind == "symbol":
            inner = self.expression()
            self._expect(")")
            return inner
        return Call(token.text, self._arguments(), token.position)

    def _arguments(self) -> tuple[Expr, ...]:
        self._expect("(")
        found: list[Expr] = []
        if not self._at(")"):
            found.append(self.expression())
            while self._at(","):
                self._take()
                found.append(self.expression())
        self._expect(")")
        return tuple(found)

    def _more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while (sign := self._peek().text) in _STEPS:
            self._take()
            if sign == "//":
                steps.append(EVERYTHING_BELOW)
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        token = self._peek()
        if token.kind == "name" and self._peek(1).text not in _MORE_OF_A_STEP:
            self._next += 1
            return _child(token.text)
        axis = _ABBREVIATED.get(token.text)
        if axis is not None:
            self._take()
            return Step(axis, ANY_NODE, self._predicates()) if self._at("[") else _PLAIN[axis]
        return Step(self._axis(), self._test(), self._predicates())

    def _axis(self) -> str:
        if self._at("@"):
            self._take()
            return "attribute"
        token = self._peek()
        if token.kind != "name" or not self._at("::", 1):
            return "child"
        if token.text not in AXES:
            raise XPathSyntaxError(T("There is no axis {axis}.", axis=token.text), token.position)
        self._take()
        self._take()
        return token.text

    def _test(self) -> NameTest | KindTest:
        if self._at("*"):
            self._take()
            return NameTest("", "*")
        token = self._peek()
        if token.kind != "name":
            raise self._unexpected()
        self._take()
        if self._at("("):
            return self._kind_test(token)
        prefix, _, local = token.text.rpartition(":")
        return NameTest(prefix, local)

    def _kind_test(self, token: Token) -> KindTest:
        if token.text not in KIND_TESTS:
            raise XPathSyntaxError(T("{token} cannot stand here.", token=token.text), token.position)
        self._expect("(")
        target = ""
        if token.text == "processing-instruction" and self._peek().kind == "literal":
            target = self._take().text[1:-1]
        self._expect(")")
        return KindTest(token.text, target)

    def _predicates(self) -> tuple[Expr, ...]:
        if not self._at("["):
            return ()
        found: list[Expr] = []
        while self._at("["):
            self._take()
            found.append(self.expression())
            self._expect("]")
        return tuple(found)

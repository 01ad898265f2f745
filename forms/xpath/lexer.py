"""Characters to tokens, with the disambiguation rules of XPath 1.0, section 3.7."""

from __future__ import annotations

import re
from typing import Literal as OneOf
from typing import NamedTuple

from assets.texts import T, Text
from forms.xpath.errors import XPathSyntaxError

MAX_LENGTH = 100_000  # characters; the longest expression met in a published form has 9,000

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<symbol>\.\.|::|//|<=|>=|!=|[()\[\].@,/|+\-=<>*])
  | (?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_OPERATOR_SYMBOLS = frozenset({"/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_GLUED_OPERATOR = re.compile(r"(?:and|or|div|mod)(?=\d)")
_OPERAND_FOLLOWS = frozenset({"@", "::", "(", "[", ","})

TokenKind = OneOf["number", "literal", "symbol", "name", "operator", "end"]


class Token(NamedTuple):
    """One token; `position` is the 0-based character where it begins."""

    kind: TokenKind
    text: str
    position: int


def tokens(source: str) -> list[Token]:
    """Return the tokens of `source`, the last of them of kind "end"; raises XPathSyntaxError."""
    if len(source) > MAX_LENGTH:
        raise XPathSyntaxError(T("The expression is longer than {limit} characters.", limit=MAX_LENGTH), MAX_LENGTH)
    found: list[Token] = []
    position = _skip_space(source, 0)
    while position < len(source):
        token = _token(source, position, _after_operand(found))
        found.append(token)
        position = _skip_space(source, position + len(token.text))
    found.append(Token("end", "", len(source)))
    return found


def _skip_space(source: str, position: int) -> int:
    match = _SPACE.match(source, position)
    return match.end() if match is not None else position


def _after_operand(found: list[Token]) -> bool:
    """Return whether an operator must come next."""
    if not found:
        return False
    previous = found[-1]
    return previous.kind != "operator" and not (previous.kind == "symbol" and previous.text in _OPERAND_FOLLOWS)


def _token(source: str, position: int, after_operand: bool) -> Token:
    match = _GLUED_OPERATOR.match(source, position) if after_operand else None
    if match is not None:  # 1mod2: no name can stand here
        return Token("operator", match.group(), position)
    match = _TOKEN.match(source, position)
    if match is None:
        raise XPathSyntaxError(_not_understood(source, position), position)
    return Token(_kind(match, after_operand), match.group(), position)


def _kind(match: re.Match[str], after_operand: bool) -> TokenKind:
    text = match.group()
    if match["number"] is not None:
        return "number"
    if match["literal"] is not None:
        return "literal"
    if match["name"] is not None:
        return "operator" if after_operand and text in _OPERATOR_NAMES else "name"
    if text == "*":
        return "operator" if after_operand else "symbol"
    return "operator" if text in _OPERATOR_SYMBOLS else "symbol"


def _not_understood(source: str, position: int) -> Text:
    if source[position] in "\"'":
        return T("A text that begins here has no closing quote.")
    return T("The character {character} cannot stand here.", character=source[position])

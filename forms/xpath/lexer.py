"""Characters to tokens, with the disambiguation rules of XPath 1.0, section 3.7."""

from __future__ import annotations

import re
from typing import Literal as OneOf
from typing import NamedTuple

from assets.texts import T, Text
from forms.xpath.errors import XPathSyntaxError

MAX_LENGTH = 100_000  # characters; the longest expression met in a published form has 9,000

_NAME = r"[^\W\d][\w.\-·]*"
_NUMBER = r"\d+(?:\.\d*)?|\.\d+"
_LITERAL = r"\"[^\"]*\"|'[^']*'"
_QUALIFIED = rf"{_NAME}(?::(?!:)(?:{_NAME}|\*))?"
_OPENING = r"::|[@(\[,]"  # an operand follows
_CLOSING = r"\.\.|[)\].]"
_SIGNS = r"//|<=|>=|!=|[/|+\-=<>]"
_GLUED = r"(?:and|or|div|mod)(?=\d)"  # 1mod2: no name can stand here


def _token(operator: str, closing: str) -> re.Pattern[str]:
    groups = {
        "number": _NUMBER,
        "literal": _LITERAL,
        "operator": operator,
        "opening": _OPENING,
        "closing": closing,
        "name": _QUALIFIED,
    }
    return re.compile(r"\s*(?:" + "|".join(f"(?P<{group}>{pattern})" for group, pattern in groups.items()) + ")")


_OPERAND_NEXT = _token(_SIGNS, rf"{_CLOSING}|\*")
_OPERATOR_NEXT = _token(rf"{_GLUED}|{_SIGNS}|\*", _CLOSING)
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})

TokenKind = OneOf["number", "literal", "symbol", "name", "operator", "end"]
_KINDS: dict[str, TokenKind] = {
    "number": "number",
    "literal": "literal",
    "operator": "operator",
    "opening": "symbol",
    "closing": "symbol",
    "name": "name",
}


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
    position, after_operand = 0, False
    while match := (_OPERATOR_NEXT if after_operand else _OPERAND_NEXT).match(source, position):
        group = match.lastgroup or ""
        text = match[group]
        kind = _KINDS[group]
        if after_operand and text in _OPERATOR_NAMES:
            kind = "operator"
        position = match.end()
        found.append(Token(kind, text, position - len(text)))
        after_operand = kind != "operator" and group != "opening"
    rest = source[position:].lstrip()
    if rest:
        raise XPathSyntaxError(_not_understood(rest[0]), len(source) - len(rest))
    found.append(Token("end", "", len(source)))
    return found


def _not_understood(character: str) -> Text:
    if character in "\"'":
        return T("A text that begins here has no closing quote.")
    return T("The character {character} cannot stand here.", character=character)

"""Characters to tokens; what a `*` or an `and` is, an operator or a name, the parser knows by where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from assets.texts import T, Text
from forms.xpath.errors import XPathSyntaxError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 100_000  # characters; the longest expression met in a published form has 9,000

_NAME = r"[^\W\d][\w.\-·]*+"
_QUALIFIED = rf"{_NAME}(?::(?!:)(?:{_NAME}|\*))?+"
_KINDS = {
    "path": rf"(?:/{_NAME}){{1,50}}+(?!\s*[(:])",  # steps to children: what forms consist of
    "number": r"\d++(?:\.\d*+)?+|\.\d++",
    "call": rf"{_QUALIFIED}(?=\s*\()",
    "name": _QUALIFIED,
    "literal": r"\"[^\"]*+\"|'[^']*+'",
    "symbol": r"//|::|\.\.|<=|>=|!=|[/|+\-=<>@(\[,)\].*]",
    "wrong": r"\S",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
_GLUED = re.compile(r"(?P<name>and|or|div|mod)(?=\d)")
_SPACES = re.compile(r"\s+")
_OPENING = frozenset({"::", "@", "(", "[", ",", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="})
_OPERATORS = frozenset({"*", "and", "or", "div", "mod"})

Token: TypeAlias = tuple[str | None, str, int]
"""Its kind, one of those above or "end"; its text; the 0-based character where it begins."""


def tokens(source: str) -> list[Token]:
    """Return the tokens of `source`, the last of them of kind "end"; raises XPathSyntaxError for too many characters.

    What cannot begin a token is one of kind "wrong", for the parser to refuse where it stands.
    """
    if len(source) > MAX_LENGTH:
        raise XPathSyntaxError(T("The expression is longer than {limit} characters.", limit=MAX_LENGTH), MAX_LENGTH)
    matches = _TOKEN.finditer(source) if _GLUED.search(source) is None else _unglued(source)
    found: list[Token] = [(match.lastgroup, match[0], match.start()) for match in matches]
    found.append(("end", "", len(source)))
    return found


def _unglued(source: str) -> Iterator[re.Match[str]]:
    """Yield the tokens where an operator may touch the number after it: `4mod3`; no name can stand there."""
    position, operand = _after_spaces(source, 0), False
    while match := (operand and _GLUED.match(source, position)) or _TOKEN.match(source, position):
        yield match
        operand = match[0] not in _OPENING and not (operand and match[0] in _OPERATORS)
        position = _after_spaces(source, match.end())


def _after_spaces(source: str, position: int) -> int:
    match = _SPACES.match(source, position)
    return match.end() if match is not None else position


def not_understood(character: str) -> Text:
    """Return what is wrong with a character that begins no token."""
    if character in "\"'":
        return T("A text that begins here has no closing quote.")
    return T("The character {character} cannot stand here.", character=character)

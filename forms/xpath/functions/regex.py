"""Patterns written for Java, matched in linear time by RE2.

Look-ahead at the very beginning, the only kind that forms use, becomes a further pattern of its own; what RE2 lacks
beyond that (look-behind, back references, possessive quantifiers) is an error that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import re2

from assets.texts import T
from forms.xpath.errors import EvaluationError

Matcher: TypeAlias = Callable[[str], bool]

_CLASSES = {
    "Alpha": "[:alpha:]",
    "Digit": "[:digit:]",
    "Alnum": "[:alnum:]",
    "Upper": "[:upper:]",
    "Lower": "[:lower:]",
    "Punct": "[:punct:]",
    "Space": "[:space:]",
    "XDigit": "[:xdigit:]",
    "ASCII": "[:ascii:]",
    "IsAlphabetic": "\\p{L}",
    "IsLetter": "\\p{L}",
    "IsDigit": "\\p{Nd}",
    "InArabic": "\\x{600}-\\x{6FF}",
    "IsArabic": "\\p{Arabic}",
    "IsLatin": "\\p{Latin}",
}
_ESCAPES = {"h": r"[ \t\x{A0}]", "R": r"(?:\r\n|[\n\r])", "Z": r"\z", "e": r"\x{1B}"}
_TOKEN = re.compile(
    r"\\u(?P<unicode>[0-9A-Fa-f]{4})|\\(?P<sign>[pP])\{(?P<cls>\w+)\}|\\(?P<escape>[hRZe])|\\.|[\[\]]", re.DOTALL
)


@lru_cache(maxsize=256)
def matcher(pattern: str) -> Matcher:
    """Return a function that tells whether a text matches `pattern` as a whole; raises EvaluationError."""
    demands, rest = _leading_lookaheads(pattern)
    whole = _compiled(rest, pattern)
    if not demands:
        return lambda text: whole.fullmatch(text) is not None
    ahead = [(_compiled(inner, pattern), wanted) for inner, wanted in demands]

    def matches(text: str) -> bool:
        return all((p.match(text) is not None) is wanted for p, wanted in ahead) and whole.fullmatch(text) is not None

    return matches


def _leading_lookaheads(pattern: str) -> tuple[list[tuple[str, bool]], str]:
    """Return the patterns looked ahead for at the beginning, each with whether it must match, and the pattern left."""
    demands: list[tuple[str, bool]] = []
    rest = pattern.removeprefix("^")
    while rest.startswith(("(?=", "(?!")):
        end = _closing(rest)
        demands.append((rest[3:end], rest[2] == "="))
        rest = rest[end + 1 :]
    return demands, rest


def _closing(pattern: str) -> int:
    """Return where the bracket that opens `pattern` is closed; its end where it is not."""
    depth, place, in_class = 0, 0, False
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return place
        place += 1
    return len(pattern)


def _compiled(pattern: str, source: str) -> re2._Regexp:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(_translated(pattern), options)
    except re2.error:
        raise EvaluationError(T("The pattern {pattern} is not one this program can match.", pattern=source)) from None


def _translated(pattern: str) -> str:
    """Return `pattern` in RE2's words where Java has other ones for the same."""
    depth = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal depth
        if match["unicode"]:
            return f"\\x{{{match['unicode']}}}"
        if match["cls"]:
            return _class(match["cls"], negated=match["sign"] == "P", inside=depth > 0) or match[0]
        if match["escape"]:
            return _ESCAPES[match["escape"]]
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        return match[0]

    return _TOKEN.sub(replaced, pattern)


def _class(name: str, *, negated: bool, inside: bool) -> str | None:
    known = _CLASSES.get(name)
    if known is None:
        return None
    if inside:
        return known if not negated else None
    return f"[{'^' if negated else ''}{known}]"

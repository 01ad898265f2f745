"""Functions that make and take apart texts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forms.xpath.compiled import Code, as_number, as_string, texts
from forms.xpath.functions.regex import matcher
from forms.xpath.functions.signature import Function, of_strings
from forms.xpath.values import node_string

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.xpath.context import Context

_SPACE = " \t\r\n"


def own_text(arguments: Sequence[Code]) -> Callable[[Context], str]:
    """Return the text of the only argument, or of the context node where there is none."""
    if arguments:
        return as_string(arguments[0])
    return lambda c: node_string(c.node, c.environment)


def _concat(arguments: Sequence[Code]) -> Code:
    if all(a.kind not in ("nodes", "any") for a in arguments):
        singles = [as_string(a) for a in arguments]
        return Code("string", lambda c: "".join([text(c) for text in singles]))
    parts = [texts(a) for a in arguments]
    return Code("string", lambda c: "".join([text for part in parts for text in part(c)]))


def _join(arguments: Sequence[Code]) -> Code:
    separator, parts = as_string(arguments[0]), [texts(a) for a in arguments[1:]]
    if len(parts) == 1:
        return Code("string", lambda c: separator(c).join(parts[0](c)))
    nothing = [""]  # one argument among others keeps its place when there is no node
    return Code("string", lambda c: separator(c).join([text for part in parts for text in part(c) or nothing]))


def _substr(arguments: Sequence[Code]) -> Code:
    text, begin = as_string(arguments[0]), as_number(arguments[1])
    end = as_number(arguments[2]) if len(arguments) > 2 else None

    def run(c: Context) -> str:
        value = text(c)
        last = len(value) if end is None else _place(end(c), len(value))
        return value[_place(begin(c), len(value)) : last]

    return Code("string", run)


def _place(number: float, length: int) -> int:
    """Return a 0-based place within a text of `length`; negative ones count from its end."""
    if math.isnan(number):
        return 0
    if number < 0:
        number += length
    return int(max(0.0, min(float(length), number)))


def _substring(arguments: Sequence[Code]) -> Code:
    text, begin = as_string(arguments[0]), as_number(arguments[1])
    count = as_number(arguments[2]) if len(arguments) > 2 else None

    def run(c: Context) -> str:
        value, first = text(c), _rounded(begin(c))
        last = math.inf if count is None else first + _rounded(count(c))
        return "".join(char for place, char in enumerate(value, 1) if first <= place < last)

    return Code("string", run)


def _rounded(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def _translate(text: str, old: str, new: str) -> str:
    return text.translate(translation(old, new))


def translation(old: str, new: str) -> dict[int, str | None]:
    """Return the table by which `translate` exchanges the letters of `old` for those of `new`, or drops them."""
    table: dict[int, str | None] = {}
    for place, char in enumerate(old):
        table.setdefault(ord(char), new[place] if place < len(new) else None)
    return table


def _normalized(arguments: Sequence[Code]) -> Code:
    text = own_text(arguments)
    return Code("string", lambda c: " ".join(text(c).translate(_SPACES).split()))


_SPACES = str.maketrans(dict.fromkeys(_SPACE, " "))


def _length(arguments: Sequence[Code]) -> Code:
    text = own_text(arguments)
    return Code("number", lambda c: float(len(text(c))))


def _regex(arguments: Sequence[Code]) -> Code:
    text, pattern = as_string(arguments[0]), as_string(arguments[1])
    known = arguments[1].constant
    if isinstance(known, str):
        matches = matcher(known)
        return Code("boolean", lambda c: matches(text(c)))
    return Code("boolean", lambda c: matcher(pattern(c))(text(c)))


FUNCTIONS = {
    "concat": Function(0, None, _concat),
    "contains": of_strings("boolean", lambda text, part: part in text, 2),
    "ends-with": of_strings("boolean", lambda text, part: text.endswith(part), 2),
    "join": Function(1, None, _join),
    "normalize-space": Function(0, 1, _normalized),
    "regex": Function(2, 2, _regex, picky=True),
    "starts-with": of_strings("boolean", lambda text, part: text.startswith(part), 2),
    "string": Function(0, 1, lambda a: Code("string", own_text(a))),
    "string-length": Function(0, 1, _length),
    "substr": Function(2, 3, _substr),
    "substring": Function(2, 3, _substring),
    "substring-after": of_strings("string", _after, 2),
    "substring-before": of_strings("string", _before, 2),
    "translate": of_strings("string", _translate, 3),
}

"""XPath from chance: sound calls, broken ones, and bytes; only errors of the error set come out, each in time."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from forms.tree import Node, document
from forms.xpath import Context, Environment, XPathError, compile_expression, to_stored
from forms.xpath.functions import FUNCTIONS
from tests.differential.trying import try_all

if TYPE_CHECKING:
    from tests.differential.outcome import Outcome

_NAMES = sorted(FUNCTIONS)
_OPERATORS = ("+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or", "|")
_PATHS = ("//*", "/data/row", "..", "//x", "/data/row/x", "@id", ".", "ancestor::*", "/data/row[2]", "instance('none')")
_LITERALS = (
    *("0", "1", "-1.5", "99999999999999999999", "0 div 0", "1 div 0", "''", "'x'", "'-1'", "'2026-01-02'", "'10:00'"),
    *("'[a-'", "'0001-01-01'", "'9999-12-31T23:59:59Z'", "'1 1'", "'0 0;0 1;1 1;0 0'", "'سن'", "'(a+)+$'", "true()"),
)
_SIGNS = "( ) [ ] . .. / // @ :: , | + - * = != < >= and or div mod 1 2.5 'x' a node() text() ~ $ é \u200c \0"
_WORDS = (
    *_SIGNS.split(" "),
    *("position()", "current()", "concat(", "if(", "regex(", "'", "child::", "orx:a", "999" * 40, "1e5"),
)


def expression(chance: random.Random) -> str:
    """Return an input: mostly a call that is sound, else words in any order, or bytes."""
    kind = chance.random()
    if kind < 0.6:
        return _sound(chance, 3)
    if kind < 0.8:
        return " ".join(chance.choices(_WORDS, k=chance.randint(0, 25)))
    if kind < 0.9:
        return _damaged(chance, _sound(chance, 3))
    return chance.randbytes(chance.randint(0, 60)).decode("utf-8", "replace")


def _sound(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if depth == 0 or kind < 0.25:
        return chance.choice((*_PATHS, *_LITERALS))
    if kind < 0.7:
        name = chance.choice(_NAMES)
        counts = [n for n in range(FUNCTIONS[name].least, FUNCTIONS[name].least + 4) if FUNCTIONS[name].takes(n)]
        return f"{name}({', '.join(_sound(chance, depth - 1) for _ in range(chance.choice(counts)))})"
    if kind < 0.85:
        return f"({_sound(chance, depth - 1)} {chance.choice(_OPERATORS)} {_sound(chance, depth - 1)})"
    return f"{chance.choice(_PATHS)}[{_sound(chance, depth - 1)}]"


def _damaged(chance: random.Random, source: str) -> str:
    at = chance.randrange(len(source) + 1)
    return source[:at] + chance.choice(_WORDS) + source[at + chance.randint(0, 3) :]


def tree() -> Node:
    """Return the root of a small instance to evaluate on."""
    data = Node("data")
    data.set_attribute("id", "fuzz")
    for x in ("1", "", "2026-01-02", "10:00", "a b", "35.5 51.5 0 0"):
        data.append(Node("row")).append(Node("x", x))
    return data


def evaluated(source: str, data: Node) -> bool:
    """Compile, evaluate and store `source`; False when that was refused, in words of the error set."""
    environment = Environment(document(data), lambda: datetime(2026, 1, 1, tzinfo=UTC))
    try:
        value = compile_expression(source, {}).evaluate(Context(data, environment))
        for kind in ("string", "int", "decimal", "date", "dateTime", "time", "boolean"):
            to_stored(value, kind, environment)
    except XPathError:
        return False
    return True


def fuzz(seed: int, inputs: int) -> Outcome:
    """Try `inputs` inputs; anything but a value or an XPathError within two seconds fails."""
    chance, data = random.Random(seed), tree()  # noqa: S311 - said again by its seed
    sources = (expression(chance) for _ in range(inputs))
    tried = ((repr(source), source) for source in sources)
    return try_all(f"XPath from chance, seed {seed}", tried, partial(evaluated, data=data))

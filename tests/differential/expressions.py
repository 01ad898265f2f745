"""Expressions of a wanted type over the nodes that there are, drawn by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

_NUMBERS = (
    "{n} + {n}",
    "{n} - {n}",
    "{n} * 2",
    "{n} div 4",
    "{n} mod 3",
    "round({n} div 3)",
    "round({n} div 3, 2)",
    "int({n} div 2)",
    "abs({n} - 5)",
    "pow({n}, 2)",
    "coalesce({n}, 7)",
    "if({t}, {n}, 1)",
    "min({n}, {n}, 4)",
    "max({n}, {n}, 0)",
    "count-selected({s})",
    "string-length({s})",
    "number({s})",
    "-{n}",
    "{n} + number({t})",
    "checklist(1, 2, {t}, {t})",
    "number({d})",
    "{d} - date('2026-01-01')",
)
_TEXTS = (
    "concat({s}, '-', {n})",
    "concat({s}, {s})",
    "substr({s}, 1, 3)",
    "substr({s}, 0, 1)",
    "if({t}, {s}, 'no')",
    "if({t}, {s}, {s})",
    "coalesce({s}, 'none')",
    "join(' ', {s}, {s}, 'z')",
    "string({n})",
    "selected-at({s}, 0)",
    "translate({s}, 'ab', 'xy')",
    "normalize-space({s})",
    "substring-before({s}, 'b')",
    "substring-after({s}, 'a')",
    "format-date({d}, '%Y/%m/%d %a %b')",
    "string({t})",
    "digest({s}, 'MD5', 'hex')",
)
_TRUTHS = (
    "{n} > 3",
    "{n} <= {n}",
    "{n} = 2",
    "{n} != 0",
    "{s} = 'a'",
    "{s} != ''",
    "{s} = ''",
    "selected({s}, 'b')",
    "not({t})",
    "({t}) and ({t})",
    "({t}) or ({t})",
    "{d} > date('2026-06-01')",
    "{d} < today()",
    "true()",
    "regex({s}, '[a-c]+')",
    "contains({s}, 'a')",
    "starts-with({s}, 'a')",
    "boolean-from-string({s})",
    "{s} = {s}",
)
_RULES = {
    "int": (". > 2", ". != 5", ". < 30 and . >= 0"),
    "decimal": (". > 2.5", ". != 5"),
    "date": (". <= today()", ". > date('2026-03-01')"),
    "select": ("count-selected(.) < 3", "not(selected(., 'a') and selected(., 'b'))"),
}
_ANY_RULES = ("string-length(.) < 3", "regex(., '[a-z]+')", ". != 'b'")
_DEEPEST = 2


class Expressions:
    """Draws expressions over `known` nodes; `inside` is the repeat that the expression stands in."""

    def __init__(self, chance: random.Random, known: Mapping[str, str], inside: str | None) -> None:
        """Draw from `chance` alone."""
        self._chance = chance
        self._known = known
        self._inside = inside

    def number(self, depth: int = 0) -> str:
        """Return an expression that is a number."""
        return self._drawn(_NUMBERS, depth)

    def text(self, depth: int = 0) -> str:
        """Return an expression that is a text."""
        return self._drawn(_TEXTS, depth)

    def truth(self, depth: int = 0) -> str:
        """Return an expression that is true or false."""
        return self._drawn(_TRUTHS, depth)

    def rule(self, kind: str) -> str:
        """Return a constraint for an answer of the type `kind`."""
        return self._chance.choice(_RULES.get(kind, _ANY_RULES))

    def word(self) -> str:
        """Return a reference to a node that holds a text, or a text."""
        return self._reference(("string", "select", "select1"), ("'a'", "'ab c'", "''"))

    def some(self) -> str:
        """Return a reference to any node."""
        return self._written(self._chance.choice(sorted(self._known)))

    def _drawn(self, shapes: Sequence[str], depth: int) -> str:
        shape = self._chance.choice(shapes)
        while depth >= _DEEPEST and "{t}" in shape:
            shape = self._chance.choice(shapes)
        out = ""
        for piece in shape.replace("{", "\0{").replace("}", "}\0").split("\0"):
            out += self._operand(piece[1], depth + 1) if piece.startswith("{") else piece
        return out

    def _operand(self, wanted: str, depth: int) -> str:
        match wanted:
            case "t":
                return self.truth(depth)
            case "n":
                return self._reference(("int", "decimal"), ("3", "0", "2.5"))
            case "d":
                return self._reference(("date",), ("date('2026-05-04')", "today()"))
            case _:
                return self.word()

    def _reference(self, kinds: Sequence[str], literals: Sequence[str]) -> str:
        fitting = sorted(path for path, kind in self._known.items() if kind in kinds)
        if not fitting or self._chance.random() < 0.1:
            return self._chance.choice(literals)
        return self._written(self._chance.choice(fitting))

    def _written(self, path: str) -> str:
        """Return `path` as authors write it: now and then relative where it stands in the same repeat."""
        if self._inside is not None and path.startswith(f"{self._inside}/") and self._chance.random() < 0.5:
            return f"../{path.rpartition('/')[2]}"
        return path

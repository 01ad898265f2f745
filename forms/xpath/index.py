"""Rows of a secondary instance by what one of their columns holds: built once, asked often."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from forms.table import Rows
from forms.tree import Row
from forms.xpath.columns import column, rows_at
from forms.xpath.functions.strings import translation
from forms.xpath.numeric import parse_number
from forms.xpath.values import node_atom

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forms.tree import Node
    from forms.xpath.context import Environment
    from forms.xpath.values import Value

Folded: TypeAlias = "tuple[str, str]"
"""The letters that `translate` exchanges, and those that it puts in their place."""

FEWEST_ROWS = 50
"""Below this many rows looking at each is as quick."""


class Index:
    """The rows at one path by what the column at a path below each of them holds; nodes there have no type.

    Where it is `folded`, by what `translate(column, *folded)` returns: a text.
    """

    __slots__ = ("_by_number", "_dates", "_first", "_folded", "_more", "_rows")

    def __init__(self, rows: Sequence[Node], key: tuple[str, ...], folded: Folded | None = None) -> None:
        self._rows = rows
        self._folded = folded
        self._first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        self._enter(rows, key)
        self._by_number: dict[float, set[int]] | None = None
        self._dates = any(_like_a_date(text) for text in self._first)

    def _enter(self, rows: Sequence[Node], key: tuple[str, ...]) -> None:
        """Note the first row that holds each text, and those after it: most texts of a key stand in one row only."""
        first, more = self._first, self._more
        for number, text in _texts(rows, key) if self._folded is None else _folded_texts(rows, key, self._folded):
            if first.setdefault(text, number) != number:
                more.setdefault(text, []).append(number)

    def equal_to(self, value: Value, environment: Environment) -> list[int] | None:
        """Return the numbers of the rows whose column `= value`, in order; None where only looking at each can tell."""
        if self._folded is not None:
            return self._with_text(value) if isinstance(value, str) else None
        if isinstance(value, list):
            if len(value) != 1:
                return None if value else self._with_text("")
            value = node_atom(value[0], environment)
        if isinstance(value, str):
            return self._with_text(value)
        return self._with_number(value) if isinstance(value, float) else None

    def rows(self, numbers: Iterable[int]) -> list[Node]:
        """Return the rows of these numbers."""
        return [self._rows[number] for number in numbers]

    def _with_text(self, text: str) -> list[int]:
        return [self._first[text], *self._more.get(text, ())] if text in self._first else []

    def _with_number(self, number: float) -> list[int] | None:
        if self._dates:
            return None
        if self._by_number is None:
            self._by_number = {}
            for text in self._first:
                self._by_number.setdefault(parse_number(text), set()).update(self._with_text(text))
        return sorted(self._by_number.get(number, ())) if number == number else []


def _like_a_date(text: str) -> bool:
    """Return whether `text` may be an ISO date, which equals a number of days."""
    return text[4:5] == "-"


def _texts(rows: Sequence[Node], key: tuple[str, ...]) -> Iterable[tuple[int, str]]:
    """Return the number of each row with what it holds, each of its texts once."""
    column = rows.texts(key[0]) if isinstance(rows, Rows) and len(key) == 1 else None
    if column is not None:
        return enumerate(column)
    return ((number, text) for number, row in enumerate(rows) for text in dict.fromkeys(_cells(row, key)))


def _folded_texts(rows: Sequence[Node], key: tuple[str, ...], folded: Folded) -> Iterable[tuple[int, str]]:
    """Return the number of each row with what it holds, folded; of several texts the first, as a string function."""
    table = translation(*folded)
    column = rows.texts(key[0]) if isinstance(rows, Rows) and len(key) == 1 else None
    texts = (_cells(row, key)[0] for row in rows) if column is None else column
    return enumerate(text.translate(table) for text in texts)


def _cells(row: Node, key: tuple[str, ...]) -> list[str]:
    text = row.cell(key[0]) if isinstance(row, Row) and len(key) == 1 else None
    return [cell.text() for cell in column(row, key)] or [""] if text is None else [text]


def index(anchor: Node, names: tuple[str, ...], key: tuple[str, ...], folded: Folded | None = None) -> Index | None:
    """Return the index over the rows at `names` below `anchor` by the column `key`, None where there are few rows."""
    columns = anchor.columns
    if columns is None:
        columns = anchor.columns = {}
    kept = columns.get(("index", names, key, folded))
    if kept is None or kept[0] != anchor.version:
        rows = rows_at(anchor, names)
        found = Index(rows, key, folded) if len(rows) >= FEWEST_ROWS else None
        kept = columns["index", names, key, folded] = (anchor.version, found)
    known: Index | None = kept[1]
    return known

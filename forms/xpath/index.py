"""Rows of a secondary instance by what one of their columns holds: built once, asked often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.tree import Row
from forms.xpath.columns import column
from forms.xpath.numeric import parse_number
from forms.xpath.values import node_atom

if TYPE_CHECKING:
    from forms.tree import Node
    from forms.xpath.context import Environment
    from forms.xpath.values import Value

FEWEST_ROWS = 50
"""Below this many rows looking at each is as quick."""


class Index:
    """The rows at one path by what the column at a path below each of them holds; nodes there have no type."""

    __slots__ = ("_by_number", "_by_text", "_dates", "_key", "_rows")

    def __init__(self, rows: list[Node], key: tuple[str, ...]) -> None:
        self._rows = rows
        self._key = key
        self._by_text = _by_text(rows, key)
        self._by_number: dict[float, list[Node]] | None = None
        self._dates = any(_like_a_date(text) for text in self._by_text)

    def equal_to(self, value: Value, environment: Environment) -> list[Node] | None:
        """Return the rows whose column `= value`, in document order; None where only looking at each can tell."""
        if isinstance(value, list):
            if len(value) != 1:
                return None if value else self._by_text.get("", [])
            value = node_atom(value[0], environment)
        if isinstance(value, str):
            return self._by_text.get(value, [])
        return self._with_number(value) if isinstance(value, float) else None

    def _with_number(self, number: float) -> list[Node] | None:
        if self._dates:
            return None
        if self._by_number is None:
            self._by_number = _by_number(self._rows, self._key)
        return self._by_number.get(number, [])


def _like_a_date(text: str) -> bool:
    """Return whether `text` may be an ISO date, which equals a number of days."""
    return text[4:5] == "-"


def _cells(row: Node, key: tuple[str, ...]) -> list[str]:
    text = row.cell(key[0]) if isinstance(row, Row) and len(key) == 1 else None
    if text is not None:
        return [text]
    return [cell.text() for cell in column(row, key)] or [""]


def _by_text(rows: list[Node], key: tuple[str, ...]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    only = key[0] if len(key) == 1 else ""
    for row in rows:
        text = row.cell(only) if isinstance(row, Row) else None
        if text is None:
            for each in dict.fromkeys(_cells(row, key)):
                found.setdefault(each, []).append(row)
        elif text in found:
            found[text].append(row)
        else:
            found[text] = [row]
    return found


def _by_number(rows: list[Node], key: tuple[str, ...]) -> dict[float, list[Node]]:
    found: dict[float, list[Node]] = {}
    for row in rows:
        for number in {parse_number(text) for text in _cells(row, key)}:
            if number == number:
                found.setdefault(number, []).append(row)
    return found


def index(anchor: Node, names: tuple[str, ...], key: tuple[str, ...]) -> Index | None:
    """Return the index over the rows at `names` below `anchor` by the column `key`, None where there are few rows."""
    rows = column(anchor, names)
    if len(rows) < FEWEST_ROWS:
        return None
    columns = anchor.columns
    if columns is None:
        columns = anchor.columns = {}
    kept = columns.get(("index", names, key))
    if kept is None or kept[0] != anchor.version:
        kept = columns["index", names, key] = (anchor.version, Index(rows, key))
    found: Index = kept[1]
    return found

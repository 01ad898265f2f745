"""Functions that ask the form and the device: texts, media tables, properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xpath.columns import column
from forms.xpath.compiled import Code, as_string
from forms.xpath.functions.signature import Function
from forms.xpath.index import index
from forms.xpath.lookup import instance_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.tree import Node
    from forms.xpath.context import Context

_ROWS = ("root", "item")


def _itext(arguments: Sequence[Code]) -> Code:
    name = as_string(arguments[0])
    return Code("string", lambda c: c.environment.itext(name(c)))


def _property(arguments: Sequence[Code]) -> Code:
    name = as_string(arguments[0])
    return Code("string", lambda c: c.environment.device.get(name(c), ""))


def _pulldata(arguments: Sequence[Code]) -> Code:
    """Return code for the cell of the first row of a media table whose key column holds the value."""
    table, wanted, key, value = (as_string(a) for a in arguments)

    def run(c: Context) -> str:
        root = instance_root(c.environment, table(c).removesuffix(".csv"))
        rows = _rows(root, key(c), value(c), c)
        cell = rows[0].child(wanted(c)) if rows else None
        return cell.text() if cell is not None else ""

    return Code("string", run)


def _rows(root: Node, key: str, value: str, c: Context) -> list[Node]:
    found = index(root, _ROWS, (key,))
    numbers = found.equal_to(value, c.environment) if found is not None else None
    if found is not None and numbers is not None:
        return found.rows(numbers)
    return [row for row in column(root, _ROWS) if any(cell.text() == value for cell in row.named.get(key, ()))]


FUNCTIONS = {
    "jr:itext": Function(1, 1, _itext),
    "property": Function(1, 1, _property),
    "pulldata": Function(4, 4, _pulldata),
}

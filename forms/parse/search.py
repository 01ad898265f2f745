"""`search()` in the appearance of a select: its choices come from a table beside the form.

https://docs.getodk.org/search-appearance; the one choice written in the form names the columns, those whose value is a
whole number are offered as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Itemset, SecondarySource
from forms.problems import Place, Problem
from forms.xpath import XPathError
from forms.xpath.parser import parse
from forms.xpath.syntax import Call, Here, Literal, Path
from forms.xpath.unparse import unparse

if TYPE_CHECKING:
    from forms.definition import Control
    from forms.xpath.syntax import Expr

_WHOLE = re.compile(r"-?\d+\Z")
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_CAPITALS, _SMALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
# Capitals count as little as in Collect's LIKE; its filter is `=`, and so is ours. Equality is answered from an index.
_TESTS = {
    "matches": "{folded} = {part}",
    "contains": "contains({folded}, {part})",
    "startswith": "starts-with({folded}, {part})",
    "endswith": "ends-with({folded}, {part})",
}


def searched(control: Control, problems: list[Problem]) -> tuple[Control, SecondarySource | None]:
    """Return `control` with the table's rows as choices, and the table; as it is where it searches none."""
    if control.tag not in ("select1", "select"):
        return control, None
    written = next((word for word in control.appearance if word.startswith("search(")), None)
    if written is None:
        return control, None
    fixed = tuple(item for item in control.items if _WHOLE.match(item.value))
    columns = next((item for item in control.items if item not in fixed), None)
    try:
        table, conditions = _read(parse(written))
        if columns is None or not _NAME.match(columns.value):
            raise ValueError(columns)
    except (XPathError, ValueError):
        text = T("The table that {search} asks for cannot be searched so; the choices stay as written.", search=written)
        problems.append(Problem("warning", text, Place(node=control.ref)))
        return control, None
    rows = f"instance('{table}')/root/item" + "".join(f"[{condition}]" for condition in conditions)
    before = sum(_WHOLE.match(item.value) is not None for item in control.items[: control.items.index(columns)])
    itemset = Itemset(nodeset=rows, value=columns.value, label=columns.value, columns=columns.label, before=before)
    return control._replace(items=fixed, itemset=itemset), SecondarySource(table, src=f"jr://file-csv/{table}.csv")


def _read(call: Expr) -> tuple[str, list[str]]:
    """Return the table's name and what its rows must fulfil. Raises ValueError where that cannot be told."""
    if not isinstance(call, Call) or len(call.arguments) not in (1, 4, 6):
        raise ValueError(call)
    table, *rest = call.arguments
    conditions = []
    if rest:
        test = _TESTS.get(_literal(rest[0]).lower())
        if test is None:
            raise ValueError(rest[0])
        value = _outside(rest[2])
        names = _names(rest[1])
        conditions.append(" or ".join(test.format(folded=_folded(name), part=_folded(value)) for name in names))
    if rest[3:]:
        (column,) = _names(rest[3])
        conditions.append(f"{column} = {_outside(rest[4])}")
    return _table(_literal(table)), conditions


def _literal(part: Expr) -> str:
    match part:
        case Literal(value):
            return value.strip()
    raise ValueError(part)


def _names(part: Expr) -> list[str]:
    names = column_names(_literal(part))
    if not all(map(_NAME.match, names)):
        raise ValueError(names)
    return names


def column_names(written: str) -> list[str]:
    """Return the columns that a text names, commas between them or, where it has none, blanks."""
    return [name.strip() for name in written.split(",")] if "," in written else written.split()


def _folded(text: str) -> str:
    return f"translate({text}, '{_CAPITALS}', '{_SMALL}')"


def _table(name: str) -> str:
    table = name.removesuffix(".csv")
    if not table or "'" in table or "/" in table:
        raise ValueError(name)
    return table


def _outside(value: Expr) -> str:
    """Return `value` as it reads inside a condition on rows: what is relative is so to the question, not the row."""
    if isinstance(value, Path) and isinstance(value.start, Here):
        value = replace(value, start=Call("current", ()))
    return unparse(value)

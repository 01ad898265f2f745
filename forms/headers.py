"""The header row of a sheet: what a column means whatever it is called, and headers that stand there twice."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook

from forms.xls import open_xls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ALIASES: Final = {
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "constraining_message": "constraint_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "list name": "list_name",
    "read_only": "readonly",
    "relevance": "relevant",
    "requiredmsg": "required_message",
    "tag": "name",
    "value": "name",
}
_XLSFORM_SHEETS = frozenset({"survey", "choices", "settings", "external_choices", "entities"})


def meaning(header: str) -> str:
    """Return the XLSForm name of a column: "Label::Persian (fa)" → "label", "calculate" → "calculation"."""
    base = header.split("::")[0].strip().lower()
    if ":" in base and not base.startswith(("jr:", "bind:", "media:")):
        base = base.split(":")[0].strip()  # the old spelling "label:English"
    name = re.sub(r"\s+", "_", base)
    return _ALIASES.get(base) or _ALIASES.get(name) or name


def language(header: str) -> str | None:
    """Return the language part of a translated column's header, None for one without."""
    parts = [part.strip() for part in header.split("::")]
    if parts[0].lower() == "media":
        return parts[2] if len(parts) > 2 else None
    return parts[1] if len(parts) > 1 else None


def column(headers: Iterable[str], wanted: str) -> str | None:
    """Return the header of the column that means `wanted`, the first where several languages have one."""
    return next((header for header in headers if header == wanted or meaning(header) == wanted), None)


def duplicates(data: bytes, kind: str) -> Iterator[tuple[str, str]]:
    """Yield sheet and header for every header that stands twice in one sheet of an xlsx or xls workbook."""
    for sheet, headers in _header_rows(data, kind):
        if sheet.lower() in _XLSFORM_SHEETS:
            yield from ((sheet, header) for header, times in Counter(headers).items() if times > 1)


def _header_rows(data: bytes, kind: str) -> Iterator[tuple[str, list[str]]]:
    if kind == "xlsx":
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            first = next(sheet.iter_rows(max_row=1, values_only=True), ())
            yield sheet.title, [str(value) for value in first if value is not None]
        book.close()
        return
    for page in open_xls(data).sheets():
        yield page.name, [str(cell.value) for cell in page.row(0) if cell.value != ""] if page.nrows else []

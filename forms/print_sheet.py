"""The sheet `print_settings` of a workbook, which pyxform passes over: one row of settings under its headers."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from forms.xls import open_xls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHEET = "print_settings"
_ROWS, _COLUMNS = 20, 100  # more is no sheet of settings


def settings_rows(data: bytes, kind: str) -> list[list[str]]:
    """Return the sheet's rows with the header first, [] where the workbook has none; kinds as `read_workbook` knows."""
    if kind in ("md", "csv"):
        return list(_written_rows(data.decode("utf-8-sig"), kind))
    return [row for row in _cells(data, kind) if any(row)]


def _cells(data: bytes, kind: str) -> Iterator[list[str]]:
    if kind == "xls":
        for page in open_xls(data).sheets():
            if page.name.lower() == SHEET:
                yield from ([_said(cell.value) for cell in page.row(row)] for row in range(min(page.nrows, _ROWS)))
        return
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.title.lower() == SHEET:
            yield from (
                [_said(value) for value in row]
                for row in sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True)
            )
    book.close()


def _said(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _written_rows(text: str, kind: str) -> Iterator[list[str]]:
    """Yield the rows below the sheet's name in a Markdown or CSV workbook: the first column names sheets."""
    rows: Iterable[list[str]]
    if kind == "csv":
        rows = csv.reader(StringIO(text, newline=""))
    else:
        rows = (line.strip().strip("|").split("|") for line in text.splitlines() if line.strip().startswith("|"))
    inside = False
    for row in rows:
        cells = [cell.strip() for cell in row]
        if cells and cells[0]:
            inside = cells[0].lower() == SHEET
        elif inside and any(cells):
            yield cells[1:]

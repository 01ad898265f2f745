"""The old xls workbooks: as pyxform reads them, but without the warnings that xlrd prints to standard output."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from pyxform.constants import SUPPORTED_SHEET_NAMES
from pyxform.xls2json_backends import get_excel_column_headers, get_excel_rows, xls_value_to_unicode
from xlrd import open_workbook
from xlrd.compdoc import CompDoc, CompDocError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet

_STREAM = 2  # the type of a directory entry that holds data


def open_xls(data: bytes) -> Book:
    """Open an xls workbook; what xlrd would print, where a report may be on its way, is dropped: it also raises."""
    _refuse_circles(CompDoc(data, logfile=StringIO()))
    return open_workbook(file_contents=data, logfile=StringIO())


def _refuse_circles(document: CompDoc) -> None:
    """Refuse short streams whose sectors follow each other in a circle: xlrd would walk it for ever."""
    for entry in document.dirlist:
        if entry.etype != _STREAM or entry.tot_size >= document.min_size_std_stream:
            continue
        sector, seen = entry.first_SID, set[int]()
        while 0 <= sector < len(document.SSAT):
            if sector in seen:
                raise CompDocError(f"the stream {entry.name} runs in a circle")
            seen.add(sector)
            sector = document.SSAT[sector]


def xls_sheets(data: bytes) -> dict[str, Any]:
    """Return the XLSForm sheets of a workbook in pyxform's shape: rows and header by lower-case sheet name."""
    book = open_xls(data)
    pages = book.sheets()
    found: dict[str, Any] = {"sheet_names": [page.name for page in pages]}
    for page in pages:
        key = page.name.lower()
        if key not in SUPPORTED_SHEET_NAMES:
            if len(pages) > 1:
                continue
            key = "survey"  # a workbook of one sheet is a survey whatever it is called
        headers = get_excel_column_headers(cell.value for cell in next(page.get_rows(), ()))
        found[key] = get_excel_rows(headers, _rows(page, len(headers)), _reader(book))
        found[f"{key}_header"] = [dict.fromkeys(header for header in headers if header is not None)]
    return found


def _rows(page: Sheet, width: int) -> Iterator[tuple[Cell, ...]]:
    return (tuple(page.cell(row, column) for column in range(width)) for row in range(1, page.nrows))


def _reader(book: Book) -> Any:  # noqa: ANN401 - pyxform's own callback type
    def read(cell: Cell, row: int, key: str) -> str | None:  # noqa: ARG001 - pyxform's signature
        value = cell.value.strip() if isinstance(cell.value, str) else cell.value
        return xls_value_to_unicode(value, cell.ctype, book.datemode) if value != "" else None

    return read

"""Bytes → the sheets of an XLSForm, told apart by content, with everything hostile or unreadable refused plainly."""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from lxml.etree import XMLSyntaxError
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import Definition, csv_to_dict, md_to_dict, xlsx_to_dict
from xlrd import XLRDError
from xlrd.compdoc import CompDocError

from assets.texts import T, Text
from forms.errors import FormRefused
from forms.headers import duplicates
from forms.print_sheet import SHEET as PRINT_SHEET
from forms.print_sheet import settings_rows
from forms.problems import Place, Problem
from forms.xls import xls_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 16 * 1024 * 1024
MOST_UNPACKED = 128 * 1024 * 1024
MOST_MEMBERS = 2_000
_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READERS: Final = {"xlsx": xlsx_to_dict, "md": md_to_dict, "csv": csv_to_dict}

# What the libraries below raise for damaged files is not a closed set; these are what fuzzing them brought up.
_UNREADABLE = (
    AssertionError,
    AttributeError,
    BadZipFile,
    CompDocError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    ParseError,
    PyXFormError,
    RecursionError,
    TypeError,
    ValueError,
    XLRDError,
    XMLSyntaxError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name as the author wrote it, its headers, and its rows; row n of the sheet is `rows[n - 2]`."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def numbered(self) -> tuple[tuple[int, Mapping[str, str]], ...]:
        """Return the rows that are not empty, each with its number in the sheet."""
        return tuple((number, row) for number, row in enumerate(self.rows, start=2) if row)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of an XLSForm by their lower-case names."""

    sheets: Mapping[str, Sheet]
    sheet_names: tuple[str, ...]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet `name`, an empty one where the workbook has none."""
        return self.sheets.get(name) or Sheet(name, (), ())

    def definition(self, fallback_form_name: str) -> dict[str, Any]:
        """Return the sheets as pyxform takes them; fresh copies, since it changes what it is given."""
        found: dict[str, Any] = {"sheet_names": list(self.sheet_names), "fallback_form_name": fallback_form_name}
        for key, sheet in self.sheets.items():
            if key == PRINT_SHEET:
                continue  # ours alone
            found[key] = [dict(row) for row in sheet.rows]
            found[f"{key}_header"] = [dict.fromkeys(sheet.headers)] if sheet.headers else []
        return found


def read_workbook(data: bytes) -> Workbook:
    """Return the sheets of an xlsx, xls, Markdown or CSV XLSForm. Raises FormRefused for anything else."""
    kind = _kind(data)
    if kind == "xlsx":
        _refuse_bomb(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every Excel extension that it leaves out
        try:
            found = xls_sheets(data) if kind == "xls" else _READERS[kind](Definition(BytesIO(data), None, None))
            ours = any(name.lower() == PRINT_SHEET for name in found["sheet_names"])
            paper = {PRINT_SHEET: _print_sheet(data, kind)} if ours else {}
        except _UNREADABLE as error:
            raise _unreadable(data, kind, error) from error  # still in here: it may look at the headers again
    sheets = {key: _sheet(key, found) for key in _SHEETS if key in found}
    return Workbook(sheets | paper, tuple(found["sheet_names"]))


def _sheet(key: str, found: Mapping[str, Any]) -> Sheet:
    name = next((name for name in found["sheet_names"] if name.lower() == key), found["sheet_names"][0])
    header = found.get(f"{key}_header") or [{}]
    return Sheet(name, tuple(header[0]), tuple(found[key]))


def _print_sheet(data: bytes, kind: str) -> Sheet:
    headers, *rows = settings_rows(data, kind) or [[]]
    named = [{header: cell for header, cell in zip(headers, row, strict=False) if header and cell} for row in rows]
    return Sheet(PRINT_SHEET, tuple(filter(None, headers)), tuple(named))


def _kind(data: bytes) -> str:
    if not data.strip():
        raise _refused(T("The file is empty."))
    if len(data) > MOST_BYTES:
        raise _refused(T("The file is larger than {size} MB.", size=MOST_BYTES // (1024 * 1024)))
    if data.startswith(_OLE):
        return "xls"
    if data.startswith(_ZIP):
        return "xlsx"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(T("The file is not a spreadsheet: neither xlsx, xls, Markdown nor CSV.")) from error
    return "md" if text.lstrip().startswith("|") else "csv"


def _refuse_bomb(data: bytes) -> None:
    """Refuse an archive that unpacks to more than a spreadsheet ever has (zipfile never reads past the sizes named)."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _refused(T("The spreadsheet is damaged. Open it in a spreadsheet program and save it again.")) from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise _refused(T("The spreadsheet unpacks to more than {size} MB.", size=MOST_UNPACKED // (1024 * 1024)))
    if any(member.flag_bits & 1 for member in members):
        raise _refused(T("The spreadsheet is protected by a password. Save it without one."))


def _unreadable(data: bytes, kind: str, error: Exception) -> FormRefused:
    if "Duplicate column header" in str(error):
        return FormRefused(
            tuple(
                Problem(
                    "error",
                    T("Two columns have the same header {header}. Rename or remove one of them.", header=header),
                    Place(sheet=sheet, row=1, column=header),
                    detail=str(error),
                )
                for sheet, header in duplicates(data, kind)
            )
        )
    if "EncryptedPackage".encode("utf-16-le") in data or "encrypted" in str(error).lower():
        return _refused(T("The spreadsheet is protected by a password. Save it without one."))
    if kind in {"xlsx", "xls"}:
        return _refused(T("The spreadsheet is damaged. Open it in a spreadsheet program and save it again."), error)
    return _refused(T("The file is not a spreadsheet: neither xlsx, xls, Markdown nor CSV."), error)


def _refused(text: Text, error: Exception | None = None) -> FormRefused:
    return FormRefused((Problem("error", text, detail=str(error) if error else None),))

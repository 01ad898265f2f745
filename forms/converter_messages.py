"""pyxform's messages → plain words with sheet, row and column: it names a row at best, so we look for the cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Final, Literal

from pyxform.errors import ErrorCode

from assets.texts import T, Text
from forms.headers import column
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from forms.workbook import Sheet, Workbook


@dataclass(frozen=True, slots=True)
class _Rule:
    """A kind of message: how it reads, which column it speaks of where it does not say, and what we say instead."""

    pattern: str
    column: str | None
    words: Text
    sheet: str = "survey"


# `{named}` places of the words are filled from the pattern's groups of the same names.
_RULES: Final = (
    _Rule(r"Missing calculation", "calculation", T("This calculation has no expression.")),
    _Rule(r"Question with no type", "type", T("This row has no question type.")),
    _Rule(r"with no name", "name", T("This question has no name.")),
    _Rule(r"List name not in (?:choices|columns) sheet: (?P<q>.+)", "type", T("The choices sheet has no list {q}.")),
    _Rule(r"List name not in external choices sheet: (?P<q>.+)", "type", T("The external choices have no list {q}.")),
    _Rule(r"There should be a choices sheet", "type", T("The form asks for choices but has no choices sheet.")),
    _Rule(r"Unknown question type '(?P<q>[^']*)'", "type", T("There is no question type {q}.")),
    _Rule(r"See \[(?P<q>.*?)\] in \[", "name", T("The choice {q} has a space in its name."), "choices"),
    _Rule(r"no survey element named '(?P<q>[^']*)'", None, T("There is no question called {q}.")),
    _Rule(r"multiple survey elements named '(?P<q>[^']*)'", None, T("Several questions are called {q}.")),
    _Rule(r"max-pixels parameter", "parameters", T("Photos should have max-pixels=1600, or they are slow to send.")),
    _Rule(r"(?:Repeat|Group|Loop) has no label", "label", T("This group has no label.")),
    _Rule(r"is missing the (?P<sheet>survey|choices)", "label", T("Columns are missing in one of the languages.")),
    _Rule(r"machine-readable codes: (?P<q>[^.]*)", "label", T("Write languages with codes, like Persian (fa): {q}.")),
    _Rule(r"or_other and translations", "type", T("The question “other” of or_other cannot be translated.")),
    _Rule(r"You must have a sheet named", None, T("There is no sheet named survey.")),
    _Rule(r"survey sheet is either empty or missing", None, T("The survey sheet is empty.")),
    _Rule(r"[Pp]arameter", "parameters", T("A parameter of this question is wrong.")),
)
_BY_CODE: Final = {
    "HEADER_001": T("The sheet has no row of column headers."),
    "HEADER_002": T("Two columns mean the same: {other} and {header}. Remove one."),
    "HEADER_003": T("The sheet lacks a column: {missing}."),
    "HEADER_004": T("The header {column} has a space in it."),
    "LABEL_001": T("This choice has no label."),
    "NAMES_001": T("The name {value} is used twice in the same group."),
    "NAMES_002": T("The name {value} differs from another one only in capital letters."),
    "NAMES_004": T("Two repeats have the name {value}."),
    "NAMES_005": T("The name meta belongs to the form itself."),
    "NAMES_006": T("This choice has no name."),
    "NAMES_007": T("This choice's name is used twice in its list."),
    "NAMES_008": T("This name is not allowed: begin with a letter, then letters, digits, _ - or . only."),
    "NAMES_009": T("The name {name} is not allowed: begin with a letter, then letters, digits, _ - or . only."),
    "PYREF_001": T("A reference is not written as ${{name}}."),
    "PYREF_003": T("There is no question called {q}."),
    "PYREF_004": T("Several questions are called {q}."),
    "SURVEY_001": T("This end has no begin."),
    "SURVEY_002": T("This begin has no end."),
}
_FAMILIES: Final = {
    "ENTITY": T("The entity declaration does not fit the form."),
    "RANGE": T("A parameter of this question is wrong."),
    "SURVEY": T("A parameter of this question is wrong."),
}
_UNKNOWN = T("The converter found a mistake here.")
_ROW = re.compile(r"\[row : (\d+)\]")
_COLUMN = re.compile(r"On the '(?P<sheet>\w+)' sheet, the '(?P<column>[^']+)' value")
_QUOTED = re.compile(r"'([^']+)'|\[([^\]:]+)\]|\$\{([^}]+)\}")
_CODE_COLUMN = {"SURVEY_001": "type", "SURVEY_002": "type", "NAMES_009": "name"}


def problem_of(message: str, severity: Literal["error", "warning"], book: Workbook) -> Problem:
    """Return `message` in plain words at its cell; the message itself stays as the detail."""
    words, found, wanted, sheet_name = _read(message)
    said = _COLUMN.search(message)
    sheet = book.sheet((said["sheet"] if said else found.get("sheet_name") or found.get("sheet") or sheet_name).lower())
    wanted = said["column"] if said else wanted
    row = _row(message, sheet, wanted, found.get("q"))
    header = (column(sheet.headers, wanted) or wanted) if wanted else None
    place = Place(sheet.name, row, header or _column_of(sheet, row, found.get("q")))
    if place.row is None:
        place = _found_by_quotes(message, book) or place
    return Problem(severity, Text(words.msgid, _named(words.msgid, found)), place, detail=message)


def _read(message: str) -> tuple[Text, dict[str, str], str | None, str]:
    """Return plain words, what was named in the message, the column that it means, and its sheet."""
    for code, pattern in _code_patterns():
        match = pattern.search(message)
        if match:
            found = {key: value for key, value in match.groupdict().items() if value is not None}
            words = _BY_CODE.get(code) or _FAMILIES.get(code.split("_")[0]) or _UNKNOWN
            return words, found, _CODE_COLUMN.get(code), "survey"
    for rule in _RULES:
        match = re.search(rule.pattern, message)
        if match:
            return rule.words, match.groupdict(), rule.column, rule.sheet
    return _UNKNOWN, {}, None, "survey"


@cache
def _code_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Turn pyxform's own message templates round: a pattern for each, with groups named as its places."""
    return tuple((code.name, re.compile(_pattern(code.value.msg), re.DOTALL)) for code in ErrorCode)


def _pattern(template: str) -> str:
    parts, seen = [], set[str]()
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name:
            parts.append(rf"(?P={name})" if name in seen else rf"(?P<{name}>.*?)")
            seen.add(name)
    return "".join(parts)


def _row(message: str, sheet: Sheet, wanted: str | None, named: str | None) -> int | None:
    told = _ROW.search(message)
    if told:
        return int(told[1])
    if named and wanted:
        header = column(sheet.headers, wanted)
        found = next((n for n, row in sheet.numbered() if header and named in row.get(header, "")), None)
        return found or (1 if header else None)
    return 1 if wanted and sheet.headers else None


def _column_of(sheet: Sheet, row: int | None, named: str | None) -> str | None:
    """Return the header of the cell in `row` that mentions `named`."""
    if row is None or row < 2 or row - 2 >= len(sheet.rows) or not named:
        return None
    return next((header for header, value in sheet.rows[row - 2].items() if named in value), None)


def _found_by_quotes(message: str, book: Workbook) -> Place | None:
    """Return the first cell that holds something the message quotes: whole cells before references to it."""
    quoted = [next(filter(None, match.groups())) for match in _QUOTED.finditer(message)]
    for text in quoted:
        for matches in (lambda value, t=text: value == t, lambda value, t=text: f"${{{t}}}" in value):
            for sheet in book.sheets.values():
                for number, row in sheet.numbered():
                    for header, value in row.items():
                        if matches(value):
                            return Place(sheet.name, number, header)
    return None


def _named(words: str, found: dict[str, str]) -> tuple[tuple[str, str], ...]:
    names = [name for _, name, _, _ in Formatter().parse(words) if name]
    return tuple((name, (found.get(name) or "?").strip()) for name in names)

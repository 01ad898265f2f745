"""`print::…` columns and the sheet `print_settings` on their way into the XForm, which every other program passes over.

Columns become attributes of the question's bind in a namespace of ours, settings attributes of the body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from assets.texts import T
from forms.languages import code_of
from forms.print_sheet import SHEET
from forms.printing import LAST_FOUR, MOST_COPIES, NAMESPACE, PREFIX, WIDEST
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.workbook import Sheet, Workbook

_COLUMN = re.compile(rf"{PREFIX}::(a4|receipt|mask|order)\Z", re.IGNORECASE)
_WIDTHS = frozenset(f"w{tenths}" for tenths in range(1, WIDEST + 1))
_ANSWERS = frozenset({"yes", "no", "true", "false"})
_TAKEN = {"a4": _ANSWERS | _WIDTHS, "receipt": _ANSWERS, "mask": _ANSWERS | {LAST_FOUR}}
_SETTINGS = ("letterhead", "footer", "copies")
_BODY = "{http://www.w3.org/1999/xhtml}body"


def carried(definition: dict[str, Any]) -> dict[str, Any]:
    """Return a definition whose `print::…` columns pyxform writes as attributes of binds."""
    rows = definition.get("survey") or []
    names = {name: match[1].lower() for row in rows for name in row if (match := _COLUMN.match(name.strip()))}
    if not names:
        return definition
    renamed = {name: f"bind::{PREFIX}:{part}" for name, part in names.items()}
    survey = [{renamed.get(name, name): value for name, value in row.items()} for row in rows]
    header = [{renamed.get(name, name): None for row in definition.get("survey_header") or [] for name in row}]
    settings = [dict(row) for row in definition.get("settings") or [{}]] or [{}]
    declared = settings[0].get("namespaces") or ""
    settings[0]["namespaces"] = f'{declared} {PREFIX}="{NAMESPACE}"'.strip()
    heads = [{**(head or {}), "namespaces": None} for head in definition.get("settings_header") or [{}]]
    return {**definition, "survey": survey, "survey_header": header, "settings": settings, "settings_header": heads}


def with_settings(xform: bytes, book: Workbook) -> bytes:
    """Return the XForm with what the sheet `print_settings` says, as attributes of its body."""
    settings = dict(_settings(book.sheet(SHEET)))
    if not settings:
        return xform
    root = etree.fromstring(xform, etree.XMLParser(resolve_entities=False))
    body = root.find(_BODY)
    if body is None:
        return xform
    for name, value in settings.items():
        body.set(f"{{{NAMESPACE}}}{name}", value)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def print_problems(book: Workbook) -> Iterator[Problem]:
    """Yield a warning for every word in these columns and this sheet that means nothing here."""
    survey = book.sheet("survey")
    for number, row in survey.numbered():
        for header, value in row.items():
            match = _COLUMN.match(header.strip())
            if match is not None and not _means_something(match[1].lower(), value):
                yield _unknown(header, value, Place(survey.name, number, header))
    sheet = book.sheet(SHEET)
    for number, row in sheet.numbered():
        for header, value in row.items():
            name = header.split("::")[0].strip().lower()
            if name not in _SETTINGS or (name == "copies" and not _copies(value)):
                yield _unknown(header, value, Place(sheet.name, number, header))


def _unknown(header: str, value: str, place: Place) -> Problem:
    text = T(
        "{value} means nothing in the column {column}; the paper is printed without it.", value=value, column=header
    )
    return Problem("warning", text, place)


def _means_something(part: str, value: str) -> bool:
    written = value.strip().lower()
    if part == "order":
        return re.fullmatch(r"\d+(\.\d+)?", written) is not None
    return written in _TAKEN[part]


def _copies(value: str) -> bool:
    return value.isdecimal() and 1 <= int(value) <= MOST_COPIES


def _settings(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield attribute and value; a language's own is named `letterhead.fa`."""
    row: Mapping[str, str] = next(iter(sheet.rows), {})
    for header, value in row.items():
        name, _, language = header.partition("::")
        name = name.strip().lower()
        if value and name in _SETTINGS and (name != "copies" or _copies(value)):
            yield f"{name}.{code_of(language)}" if language else name, value

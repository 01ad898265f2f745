"""Nodes of the XForm ↔ rows of the survey sheet: where in the workbook a node was written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assets.texts import Text
from forms.headers import column
from forms.parse.names import JAVAROSA, ODK, OPENROSA
from forms.paths import plain_path
from forms.problems import Place, Problem
from forms.rules import PARTS
from forms.xpath import XPathError, compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.rules import RuleKind
    from forms.workbook import Sheet, Workbook

_BEGIN = re.compile(r"begin[ _](?:group|repeat|lgroup|loop)|lgroup", re.IGNORECASE)
_END = re.compile(r"end[ _](?:group|repeat|lgroup|loop)", re.IGNORECASE)
NAMESPACES: Final = {"jr": JAVAROSA, "orx": OPENROSA, "odk": ODK}
_COLUMN_OF: Final[Mapping[RuleKind, str]] = {
    "calculate": "calculation",
    "relevant": "relevant",
    "readonly": "readonly",
    "required": "required",
    "constraint": "constraint",
    "count": "repeat_count",
    "choices": "choice_filter",
    "label": "label",
}
# By how the runtime names the part of a question that it complains about.
_COLUMN_OF_PART: Final = {PARTS[kind].msgid: name for kind, name in _COLUMN_OF.items()}
REFERENCE: Final = re.compile(r"\$\{\s*(?:last-saved#)?([^}]*?)\s*\}")
EXPRESSIONS: Final = ("calculation", "relevant", "constraint", "required", "readonly", "repeat_count", "choice_filter")


def rows_by_path(book: Workbook) -> Mapping[str, int]:
    """Return the survey row of every node, by its path without positions ("/data/group/question")."""
    survey, settings = book.sheet("survey"), book.sheet("settings")
    kind, name = column(survey.headers, "type"), column(survey.headers, "name")
    root = next((row["name"] for row in settings.rows if row.get("name")), "data")
    path, found = [root], dict[str, int]()
    for number, row in survey.numbered():
        written = row.get(kind or "", "")
        if _END.match(written):
            path = path[:-1] or path
            continue
        here = [*path, row.get(name or "", "")]
        found.setdefault("/" + "/".join(here), number)
        if _BEGIN.match(written):
            path = here
    return found


def located(problems: Iterable[Problem], book: Workbook) -> tuple[Problem, ...]:
    """Return `problems` of the XForm with the cells of the workbook that they come from, where these are found."""
    rows = rows_by_path(book)
    survey = book.sheet("survey")
    return tuple(replace(problem, place=_place(problem, survey, rows)) for problem in problems)


def _place(problem: Problem, survey: Sheet, rows: Mapping[str, int]) -> Place:
    node = problem.place.node
    if node is None or problem.place.sheet is not None:
        return problem.place
    path = plain_path(node)
    row = rows.get(path) or next((n for known, n in rows.items() if known.endswith("/" + path.split("/")[-1])), None)
    if row is None:
        return problem.place
    cells = survey.rows[row - 2]
    named = [value for _, value in problem.text.params if isinstance(value, str)]
    header = _told_cell(problem, cells) or _broken_cell(cells) or _naming_cell(cells, named) or _first_expression(cells)
    return Place(survey.name, row, header, node)


def _told_cell(problem: Problem, cells: Mapping[str, str]) -> str | None:
    """Return the header of the part that the runtime names; None where the row has no such cell."""
    part = dict(problem.text.params).get("part")
    return column(cells, _COLUMN_OF_PART.get(part.msgid, "")) if isinstance(part, Text) else None


def _broken_cell(cells: Mapping[str, str]) -> str | None:
    """Return the header of the cell whose expression cannot be compiled."""
    for header, value in _expressions(cells):
        try:
            compile_expression(REFERENCE.sub("/x", value), NAMESPACES)
        except XPathError:
            return header
    return None


def _naming_cell(cells: Mapping[str, str], named: Iterable[str]) -> str | None:
    """Return the header of the cell that mentions what the problem names: a path, or a question's name."""
    wanted = {name.rpartition("/")[2] for name in named if name}
    return next((header for header, value in _expressions(cells) if any(name in value for name in wanted)), None)


def _first_expression(cells: Mapping[str, str]) -> str | None:
    return next((header for header, _ in _expressions(cells)), None)


def _expressions(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return header and text of a row's expressions; yes and no are not any."""
    found = []
    for wanted in EXPRESSIONS:
        header = column(cells, wanted)
        if header is not None and cells[header].lower() not in {"yes", "no", "true", "false"}:
            found.append((header, cells[header]))
    return found

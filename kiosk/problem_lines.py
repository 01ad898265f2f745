"""A form's problem as one line for its author: how grave, where, what, and the converter's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, left_to_right, listed, say

if TYPE_CHECKING:
    from forms.problems import Place, Problem

_COLUMN = T("column")  # not inside an f-string: only newer Pythons find a text there
_SEVERITIES = {"error": T("error"), "warning": T("warning")}


def problem_line(problem: Problem, language: str) -> str:
    """Return `problem` in `language`; what the converter said stands indented on a line of its own."""
    where = _where(problem.place, language)
    said = say(problem.text, language)
    # the converter speaks English, whatever stands around it
    detail = f"\n    {left_to_right(problem.detail.splitlines()[0])}" if problem.detail else ""
    return f"{say(_SEVERITIES[problem.severity], language)}: {where}{said}{detail}"


def _where(place: Place, language: str) -> str:
    parts = [place.sheet] if place.sheet else []
    if place.row is not None:
        parts.append(say(T("row {row}", row=place.row), language))
    if place.column:
        parts.append(say(_COLUMN, language) + f" {place.column}")
    if place.node and not place.sheet:
        parts.append(place.node)
    return listed(parts, language) + ": " if parts else ""

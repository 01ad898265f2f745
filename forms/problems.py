"""What is wrong with a form and where: the one shape in which every check tells its author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assets.texts import Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: a cell of the workbook, or the node of the XForm when there is no workbook.

    `row` counts from 1 as spreadsheets do (the header is row 1); `column` is the header's own text.
    """

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author should know; an "error" keeps the form from being installed, a "warning" does not.

    `detail` is the converter's own English message, for the author who wants to look it up.
    """

    severity: Literal["error", "warning"]
    text: Text
    place: Place = Place()
    detail: str | None = None

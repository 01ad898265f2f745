"""A question's name that stands in two groups: allowed, but `${name}` cannot be used and exports mix them up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from assets.texts import T
from forms.cells import rows_by_path
from forms.headers import column
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for the second and every later question of the same name."""
    if subject.book is None:
        return
    survey = subject.book.sheet("survey")
    header = column(survey.headers, "name")
    rows: dict[str, list[int]] = defaultdict(list)
    for path, row in rows_by_path(subject.book).items():
        rows[path.rpartition("/")[2]].append(row)
    for name, found in rows.items():
        for row in found[1:] if name else ():
            text = T("The name {name} is used in row {row} too, in another group.", name=name, row=found[0])
            yield Problem("warning", text, Place(survey.name, row, header))

"""`${name}` for a question that is not there: every one of them, where the converter stops at the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.cells import REFERENCE
from forms.headers import column
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """Yield an error for each unknown reference, of forms that the converter has refused."""
    if subject.book is None or subject.conversion is not None:
        return
    survey = subject.book.sheet("survey")
    name = column(survey.headers, "name") or "name"
    known = {row.get(name, "") for row in survey.rows} | {"instanceID", "instanceName"}
    for sheet in subject.book.sheets.values():
        for number, row in sheet.numbered():
            for header, value in row.items():
                for asked in REFERENCE.findall(value):
                    if asked not in known and not asked.endswith("_other"):  # or_other makes a question of its own
                        text = T("There is no question called {q}.", q=asked)
                        yield Problem("error", text, Place(sheet.name, number, header))

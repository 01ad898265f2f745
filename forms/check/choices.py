"""Choice lists: asked for but not there is the converter's business; there but never asked for is ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.texts import T
from forms.headers import column
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """Yield a warning at the first row of each list that no question uses."""
    if subject.book is None or subject.conversion is None:
        return
    survey, choices = subject.book.sheet("survey"), subject.book.sheet("choices")
    header = column(choices.headers, "list_name")
    if header is None:
        return
    asked = {word for row in survey.rows for value in row.values() for word in re.findall(r"[\w.-]+", value)}
    seen: set[str] = set()
    for number, row in choices.numbered():
        name = row.get(header, "")
        if name and name not in seen and name not in asked:
            yield Problem(
                "warning", T("No question uses the list {name}.", name=name), Place(choices.name, number, header)
            )
        seen.add(name)

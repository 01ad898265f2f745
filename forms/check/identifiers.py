"""Questions for official numbers that accept anything: a mistyped digit is found at the counter or never."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assets.texts import T
from forms.cells import rows_by_path
from forms.headers import column
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject

_IDENTIFIER: Final = re.compile(
    r"national_?(?:id|code|number)|code_?melli|kod_?melli|melli_?code|legal_?id|shenase_?melli"
    r"|bill_?id|payment_?id|shenase_?(?:ghabz|pardakht)|sheba|shaba|iban"
    r"|postal_?code|post_?code|zip|mobile|phone|card_?number",
    re.IGNORECASE,
)
_COUNTED = frozenset({"integer", "int", "decimal"})
_CHECKED_BY_RULE = frozenset({"string", *_COUNTED})


def check(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each identifier without a constraint, and for each kept as a number."""
    if subject.form is None:
        return
    rows = rows_by_path(subject.book) if subject.book is not None else {}
    survey = subject.book.sheet("survey") if subject.book is not None else None
    for path, control in subject.form.controls_by_path.items():
        bind = subject.form.binds.get(path)
        name = path.rpartition("/")[2]
        kind = bind.type if bind else "string"
        if control.tag != "input" or kind not in _CHECKED_BY_RULE or not _IDENTIFIER.fullmatch(name):
            continue

        def at(wanted: str, path: str = path) -> Place:
            if survey is None or path not in rows:
                return Place(node=path)
            return Place(survey.name, rows[path], column(survey.headers, wanted) or wanted, path)

        if bind is None or bind.constraint is None:
            yield Problem(
                "warning", T("The number {name} is never checked: give it a constraint.", name=name), at("constraint")
            )
        if kind in _COUNTED:
            text = T("Keep {name} as text with the appearance numbers: as a number it loses its zeros.", name=name)
            yield Problem("warning", text, at("type"))

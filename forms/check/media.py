"""Files that the form shows or reads and that are not beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject
    from forms.definition import FormDef, ModelNode
    from forms.workbook import Workbook


def check(subject: Subject) -> Iterator[Problem]:
    """Yield an error for each missing file; nothing where nobody said which files are there."""
    if subject.form is None or subject.media is None:
        return
    made = subject.conversion.media if subject.conversion else {}
    for name in sorted(named_files(subject.form) - subject.media - made.keys()):
        yield Problem("error", T("The file {name} is missing.", name=name), _place(name, subject.book))


def named_files(form: FormDef) -> frozenset[str]:
    """Return the files a form needs: media of its texts, and lists that are not entity lists of its own.

    Those come from the central service with the first synchronisation.
    """
    return frozenset(form.media) - {f"{dataset}.csv" for dataset in _datasets(form.model)}


def _datasets(node: ModelNode) -> Iterator[str]:
    """Yield the entity lists that the form itself makes."""
    yield from (value for name, value in node.attributes if name == "dataset")
    for child in node.children:
        yield from _datasets(child)


def _place(name: str, book: Workbook | None) -> Place:
    for sheet in book.sheets.values() if book else ():
        for number, row in sheet.numbered():
            for header, value in row.items():
                if name in value:
                    return Place(sheet.name, number, header)
    return Place(node=name)

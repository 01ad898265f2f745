"""What an author is told about a form: the converter's and the runtime's problems and our own, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.cells import located
from forms.check import choices, glyphs, identifiers, media, names, references, sealing, several, translations
from forms.check.subject import Subject
from forms.errors import FormRefused
from forms.parse import parse_xform
from forms.workbook import read_workbook
from forms.xlsform import convert_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from forms.definition import FormDef
    from forms.problems import Problem
    from forms.workbook import Workbook
    from forms.xlsform import Conversion

__all__ = ["CHECKS", "Subject", "check_form"]

CHECKS: Final[tuple[Callable[[Subject], Iterator[Problem]], ...]] = (
    references.check,
    names.check,
    choices.check,
    translations.check,
    identifiers.check,
    media.check,
    glyphs.check,
    several.check,
    sealing.check,
)


def check_form(data: bytes, *, name: str, media_files: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Return everything wrong with an XLSForm or XForm, in the order of its sheets; errors keep it from running.

    `name` is the form's id where it names none; `media_files` the files that are there, None where nobody looked.
    """
    problems: list[Problem] = []
    subject = _examined(data, name, frozenset(media_files) if media_files is not None else None, problems)
    for check in CHECKS:
        problems += check(subject)
    return _ordered(problems, subject.book)


def _examined(data: bytes, name: str, files: frozenset[str] | None, problems: list[Problem]) -> Subject:
    """Take the form as far as it goes: workbook, XForm, FormDef; what stops it goes into `problems`."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Subject(form=_parsed(data, None, problems), media=files)
    try:
        book = read_workbook(data)
    except FormRefused as refusal:
        problems += refusal.problems
        return Subject(media=files)
    conversion = _converted(book, name, problems)
    form = _parsed(conversion.xform, book, problems) if conversion else None
    return Subject(book, conversion, form, files)


def _converted(book: Workbook, name: str, problems: list[Problem]) -> Conversion | None:
    try:
        conversion = convert_workbook(book, name=name)
    except FormRefused as refusal:
        problems += refusal.problems
        return None
    problems += conversion.problems
    return conversion


def _parsed(xform: bytes, book: Workbook | None, problems: list[Problem]) -> FormDef | None:
    try:
        form = parse_xform(xform)
    except FormRefused as refusal:
        problems += located(refusal.problems, book) if book else refusal.problems
        return None
    problems += located(form.problems, book) if book else form.problems
    return form


def _ordered(problems: Iterable[Problem], book: Workbook | None) -> tuple[Problem, ...]:
    """Return each problem once, by sheet and row as an author walks through the workbook."""
    sheets = list(book.sheet_names) if book else []

    def place(problem: Problem) -> tuple[int, int]:
        at = problem.place
        return (sheets.index(at.sheet) if at.sheet in sheets else -1, at.row or 0)

    unique = {
        (problem.text, problem.place.sheet, problem.place.row, problem.place.column): problem for problem in problems
    }
    return tuple(sorted(unique.values(), key=place))

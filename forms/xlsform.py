"""XLSForm → XForm by pyxform: a workbook's bytes in, XForm bytes and problems with their cells out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from assets.texts import T
from forms.converter_messages import problem_of
from forms.errors import FormRefused
from forms.print_columns import carried, print_problems, with_settings
from forms.problems import Problem
from forms.workbook import Workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

# pyxform means to raise PyXFormError only; on workbooks odd enough it stumbles over them instead.
_STUMBLES = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a workbook became: the XForm, media files that the conversion made, and what to tell the author."""

    xform: bytes
    media: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def to_xform(workbook: bytes, *, name: str) -> Conversion:
    """Convert an XLSForm (xlsx, xls, md or csv, told apart by content) to an XForm.

    `name` is the form's id where its settings name none. Raises FormRefused with every problem that was found.
    """
    return convert_workbook(read_workbook(workbook), name=name)


def convert_workbook(book: Workbook, *, name: str) -> Conversion:
    """Convert a workbook that was read before; as `to_xform`."""
    messages: list[str] = []
    try:
        result = convert(carried(book.definition(name)), warnings=messages)
    except PyXFormError as error:
        raise FormRefused((problem_of(str(error), "error", book), *_warnings(messages, book))) from error
    except _STUMBLES as error:
        text = T("The spreadsheet cannot be turned into a form. Compare its sheets and headers with a working form.")
        raise FormRefused((Problem("error", text, detail=repr(error)), *_warnings(messages, book))) from error
    media = {"itemsets.csv": result.itemsets.encode()} if result.itemsets else {}
    problems = (*_warnings(messages, book), *print_problems(book))
    return Conversion(with_settings(result.xform.encode(), book), media, problems)


def _warnings(messages: list[str], book: Workbook) -> tuple[Problem, ...]:
    return tuple(problem_of(message, "warning", book) for message in messages)

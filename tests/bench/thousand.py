"""A form of 1,000 questions: typed and chosen answers in sections that hang on each other."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from forms.xlsform import to_xform

_QUESTIONS = 1000
_SECTION = 40  # questions
_LANGUAGES = ("label::Persian (fa)", "label::English (en)")
_COLUMNS = ("type", "name", *_LANGUAGES, "required", "relevant", "constraint", "calculation")
_TYPES = ("text", "integer", "select_one kinds", "decimal", "select_multiple kinds")
_KINDS = (("wheat", "گندم"), ("rice", "برنج"), ("tea", "چای"))


def thousand_questions() -> bytes:
    """Return the XForm. Each section is asked after the one before was answered, and adds up its numbers."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, head, body in (
        ("survey", _COLUMNS, _survey()),
        ("choices", ("list_name", "name", *_LANGUAGES), [("kinds", name, words, name) for name, words in _KINDS]),
        ("settings", ("form_id", "version", "default_language"), [("thousand", "1", "Persian (fa)")]),
    ):
        sheet = book.create_sheet(name)
        for row in (head, *body):
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return to_xform(data.getvalue(), name="thousand").xform


def _survey() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for first in range(0, _QUESTIONS, _SECTION):
        section = first // _SECTION
        relevant = f"${{q{first - _SECTION + 1}}} > 0" if section else ""
        rows.append(("begin_group", f"g{section}", f"بخش {section}", f"Section {section}", "", relevant, "", ""))
        rows += [_question(number) for number in range(first, first + _SECTION)]
        total = " + ".join(f"coalesce(${{q{each}}}, 0)" for each in range(first + 1, first + _SECTION, len(_TYPES)))
        rows.append(("calculate", f"sum{section}", "", "", "", "", "", total))
        rows.append(("end_group", "", "", "", "", "", "", ""))
    return rows


def _question(number: int) -> tuple[str, ...]:
    kind = _TYPES[number % len(_TYPES)]
    constraint = ". >= 0" if kind in ("integer", "decimal") else ""
    words = (f"پرسش شمارهٔ {number} دربارهٔ زمین و خانوار شما", f"Question {number} about your land")
    return (kind, f"q{number}", *words, "yes", "", constraint, "")

"""Texts that stand in one language and not in another: the person who chose that language would read a dash."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from assets.texts import T
from forms.headers import language, meaning
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.check.subject import Subject
    from forms.definition import Itext
    from forms.workbook import Sheet

_TRANSLATED: Final = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
_FILES: Final = frozenset({"image", "big-image", "audio", "video"})


def check(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each text that is missing in one of its form's languages."""
    if subject.book is not None:
        for name in ("survey", "choices"):
            yield from _of_sheet(subject.book.sheet(name))
    elif subject.form is not None:
        yield from _of_itext(subject.form.itext)


def _of_sheet(sheet: Sheet) -> Iterator[Problem]:
    columns: Mapping[str, list[str]] = defaultdict(list)
    for header in sheet.headers:
        if language(header) and (meaning(header) in _TRANSLATED or meaning(header) == "media"):
            columns[header.rpartition("::")[0].lower()].append(header)
    yield from _files_for_nobody(sheet, {language(header): header for found in columns.values() for header in found})
    for number, row in sheet.numbered():
        for headers in columns.values():
            missing = [header for header in headers if not row.get(header)]
            if len(missing) < len(headers):
                for header in missing:
                    text = T("The text in {language} is missing.", language=language(header) or "")
                    yield Problem("warning", text, Place(sheet.name, number, header))


def _files_for_nobody(sheet: Sheet, languages: Mapping[str | None, str]) -> Iterator[Problem]:
    """Yield a warning for each picture, sound or film without a language in a sheet whose texts have some."""
    first = next(filter(None, languages), None)
    for header in sheet.headers:
        if first is None or meaning(header) != "media" or language(header):
            continue
        named = f"{header}::{first}"
        text = T(
            "This file is for no language: not everybody sees or hears it. Call the column {column}.", column=named
        )
        for number, row in sheet.numbered():
            if row.get(header):
                yield Problem("warning", text, Place(sheet.name, number, header))


def _of_itext(itext: Itext) -> Iterator[Problem]:
    every = {text_id for texts in itext.translations.values() for text_id in texts}
    files = {(text_id, form) for texts in itext.translations.values() for text_id in texts for form in texts[text_id]}
    for name, texts in itext.translations.items():
        for text_id in sorted(every - texts.keys()):
            text = T("The text in {language} is missing.", language=name)
            yield Problem("warning", text, Place(node=text_id))
        for text_id, form in sorted(files):
            if form in _FILES and form not in texts.get(text_id, (form,)):
                text = T("The {kind} in {language} is missing.", kind=form, language=name)
                yield Problem("warning", text, Place(node=text_id))

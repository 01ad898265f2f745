"""Characters that the house's font has no glyph for: on the screen and on paper an empty box stands in their place."""

from __future__ import annotations

import html
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

import uharfbuzz as hb

from assets import read
from assets.texts import T
from forms.headers import meaning
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.check.subject import Subject
    from forms.definition import Control, FormDef, Parts, TextSource
    from forms.workbook import Workbook

_FACES: Final = ("Regular", "Bold")
_SHOWN: Final = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message", "form_title"})
_SHEETS: Final = ("survey", "choices", "settings")
# Line breaks, joiners and direction marks: nothing is drawn for them with any font.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
_VARIATION_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))


def check(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each text with characters that the font lacks; one for all where there is no font."""
    try:
        known = _characters()
    except FileNotFoundError as missing:
        text = T("The font is not there, so nobody looked for characters that it lacks. Run make setup first.")
        yield Problem("warning", text, detail=str(missing))
        return
    texts = _cells(subject.book) if subject.book is not None else _texts(subject.form)
    for words, place in texts:
        lacking = _lacking(words, known)
        if lacking:
            text = T("The font lacks {characters}: people would see an empty box.", characters=lacking)
            yield Problem("warning", text, place)


@cache
def _characters() -> frozenset[int]:
    """Return the code points that regular and bold both have. Raises FileNotFoundError before the font is built."""
    faces = [hb.Face(hb.Blob(read(f"fonts/Vazirmatn-{weight}.ttf"))) for weight in _FACES]
    return frozenset.intersection(*(frozenset(face.unicodes) for face in faces))


def _lacking(words: str, known: frozenset[int]) -> str:
    """Return the characters of `words` that are not `known`, each once, with the number an author can look up."""
    found = dict.fromkeys(letter for letter in html.unescape(words) if ord(letter) not in known and _is_drawn(letter))
    return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in found)


def _is_drawn(letter: str) -> bool:
    return unicodedata.category(letter) not in _INVISIBLE and letter not in _VARIATION_SELECTORS


def _cells(book: Workbook) -> Iterator[tuple[str, Place]]:
    for sheet in map(book.sheet, _SHEETS):
        for number, row in sheet.numbered():
            for header, value in row.items():
                if meaning(header) in _SHOWN:
                    yield value, Place(sheet.name, number, header)


def _texts(form: FormDef | None) -> Iterator[tuple[str, Place]]:
    """Yield the texts of a form that came as XForm: those of its languages, and those written in place."""
    if form is None:
        return
    yield form.title, Place()
    for texts in form.itext.translations.values():
        for text_id, kinds in texts.items():
            for parts in kinds.values():
                yield _words(parts), Place(node=text_id)
    for control in _every(form.controls):
        for source in (control.label, control.hint, *(item.label for item in control.items)):
            yield from _in_place(source, control.ref)
    for bind in form.binds.values():
        for source in (bind.constraint_message, bind.required_message):
            yield from _in_place(source, bind.path)


def _every(controls: Iterable[Control]) -> Iterator[Control]:
    for control in controls:
        yield control
        yield from _every(control.children)


def _in_place(source: TextSource | None, node: str | None) -> Iterator[tuple[str, Place]]:
    if source is not None and source.parts:
        yield _words(source.parts), Place(node=node)


def _words(parts: Parts) -> str:
    return "".join(part for part in parts if isinstance(part, str))

"""A paragraph broken into lines: levels are resolved over the whole of it, order and shape line by line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.text.bidi import CONTROLS, embedding_levels, visual_runs, without_controls
from printing.text.shaping import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.text.faces import Typeface
    from printing.text.shaping import GlyphRun

_SLACK = 1e-6  # ems; sums of advances are not exact
_WORD = re.compile(r"(?P<letters>[^ ]+) *| +")
_STRIDE = 64  # characters tried at first: nearly every word is shorter, and no line is much longer


@dataclass(frozen=True, slots=True)
class Line:
    """Glyph runs from left to right; `width` in ems; the last line of a paragraph is never stretched."""

    runs: tuple[GlyphRun, ...]
    width: float
    spaces: int
    last: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    levels: tuple[int, ...]
    typeface: Typeface
    rtl: bool

    def line(self, start: int, end: int) -> Line:
        """Lay out the characters from `start` to `end`, without the spaces at the end."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        ordered = visual_runs(self.text[start:end], self.levels[start:end], base=int(self.rtl))
        runs = tuple(run for text, rtl in ordered for run in shape(text, self.typeface, rtl=rtl))
        spaces = self.text.count(" ", start, end)
        return Line(runs, sum(run.advance for run in runs), spaces, last=end >= len(self.text.rstrip(" ")))

    def width(self, start: int, end: int) -> float:
        """Return the width of these characters in ems: of their runs in any order."""
        text, levels = self.text[start:end], self.levels[start:end]
        if len(set(levels)) == 1:
            return _advance(without_controls(text), self.typeface, rtl=levels[0] % 2 == 1)
        ordered = visual_runs(text, levels, base=int(self.rtl))
        return sum(_advance(part, self.typeface, rtl=rtl) for part, rtl in ordered)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What must not be broken: characters from `start` to `letters`, then spaces to `end`; the width of the letters."""

    start: int
    letters: int
    end: int
    width: float


def break_lines(text: str, typeface: Typeface, width: float, *, rtl: bool) -> list[Line]:
    """Return the lines of `text`, at most `width` ems wide each; "\\n" parts paragraphs.

    Breaks at spaces, and inside a word only where it alone is wider than a line. Raises MissingGlyph.
    """
    lines: list[Line] = []
    for part in text.replace("\t", " ").split("\n"):
        paragraph = _Paragraph(part, embedding_levels(part, rtl=rtl), typeface, rtl)
        lines.extend(_lines(paragraph, width + _SLACK))
    return lines


def _lines(paragraph: _Paragraph, width: float) -> Iterator[Line]:
    whole = paragraph.line(0, len(paragraph.text))
    if whole.width <= width:
        yield whole
        return
    space = _advance(" ", paragraph.typeface, rtl=paragraph.rtl)
    start = end = 0
    used = 0.0
    for piece in _pieces(paragraph, width):
        if end > start and used + piece.width > width:
            yield paragraph.line(start, end)
            start, used = piece.start, 0.0
        used += piece.width + (piece.end - piece.letters) * space
        end = piece.end
    yield paragraph.line(start, end)


def _pieces(paragraph: _Paragraph, width: float) -> Iterator[_Piece]:
    """Yield each word with the spaces after it, or as much of a word as fits into a line."""
    for word in _WORD.finditer(paragraph.text):
        start, end = word.span()
        letters = start if word["letters"] is None else word.end("letters")
        wide = paragraph.width(start, letters) if letters - start <= _STRIDE else width + 1
        if wide <= width:
            yield _Piece(start, letters, end, wide)
            continue
        while start < letters:
            cut = _fitting(paragraph, start, letters, width)
            yield _Piece(start, cut, end if cut == letters else cut, paragraph.width(start, cut))
            start = cut


def _fitting(paragraph: _Paragraph, start: int, end: int, width: float) -> int:
    """Return how far the characters from `start` fit into a line: all of a word, or at least one character."""
    fits, tried = start + 1, start + _STRIDE
    while tried < end and paragraph.width(start, tried) <= width:
        fits, tried = tried, tried + (tried - start)
    tried = min(tried, end)
    if paragraph.width(start, tried) <= width:
        return tried
    while tried - fits > 1:
        middle = (fits + tried) // 2
        if paragraph.width(start, middle) <= width:
            fits = middle
        else:
            tried = middle
    while fits > start + 1 and _clings(paragraph.text[fits]):
        fits -= 1
    return fits


def _advance(text: str, typeface: Typeface, *, rtl: bool) -> float:
    return sum(run.advance for run in shape(text, typeface, rtl=rtl)) if text else 0.0


def _clings(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"} or character in CONTROLS

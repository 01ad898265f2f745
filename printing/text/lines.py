"""A paragraph broken into lines: levels are resolved over the whole of it, order and shape line by line."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.text.bidi import CONTROLS, embedding_levels, visual_runs
from printing.text.shaping import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.text.faces import Typeface
    from printing.text.shaping import GlyphRun

_SLACK = 1e-6  # ems; sums of advances are not exact
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
        """Return the width of these characters, spaces at the end included, in ems."""
        ordered = visual_runs(self.text[start:end], self.levels[start:end], base=int(self.rtl))
        return sum(run.advance for text, rtl in ordered for run in shape(text, self.typeface, rtl=rtl))


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
    start = end = 0
    used = 0.0
    for word_start, word_end in _pieces(paragraph, width):
        letters = paragraph.line(word_start, word_end).width
        if end > start and used + letters > width:
            yield paragraph.line(start, end)
            start, used = word_start, 0.0
        used += paragraph.width(word_start, word_end)
        end = word_end
    yield paragraph.line(start, end)


def _pieces(paragraph: _Paragraph, width: float) -> Iterator[tuple[int, int]]:
    """Yield the ranges that must not be broken: a word with the spaces after it, or as much of one as fits."""
    text = paragraph.text
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[end] != " ":
            end += 1
        while end < len(text) and text[end] == " ":
            end += 1
        while start < end:
            cut = _fitting(paragraph, start, end, width)
            yield start, cut
            start = cut


def _fitting(paragraph: _Paragraph, start: int, end: int, width: float) -> int:
    """Return how far the characters from `start` fit into a line: all of a word, or at least one character."""
    fits, tried = start + 1, start + _STRIDE
    while tried < end and paragraph.line(start, tried).width <= width:
        fits, tried = tried, tried + (tried - start)
    tried = min(tried, end)
    if paragraph.line(start, tried).width <= width:
        return tried
    while tried - fits > 1:
        middle = (fits + tried) // 2
        if paragraph.line(start, middle).width <= width:
            fits = middle
        else:
            tried = middle
    while fits > start + 1 and _clings(paragraph.text[fits]):
        fits -= 1
    return fits


def _clings(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"} or character in CONTROLS

"""The Unicode bidirectional algorithm (UAX #9): a level for each character of a paragraph, runs in visual order."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from printing.text.explicit import Paragraph, resolve_explicit
from printing.text.implicit import resolve_sequence
from printing.text.sequences import isolating_sequences, level_removed

CONTROLS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_STRIP = dict.fromkeys(map(ord, CONTROLS))
_TURNS = frozenset({"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI", "BN"})
_TRAILING = frozenset({"WS", "FSI", "LRI", "RLI", "PDI", "BN", "LRE", "RLE", "LRO", "RLO", "PDF"})


@lru_cache(maxsize=4096)
def embedding_levels(text: str, *, rtl: bool) -> tuple[int, ...]:
    """Return the embedding level of each character of one paragraph (no line break in it), base level 1 if `rtl`.

    Rules P1 to I2. Characters that rule X9 removes have the level of what stands before them.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if not rtl and _TURNS.isdisjoint(kinds):
        return (0,) * len(text)
    paragraph = Paragraph(text, kinds, list(kinds), base=int(rtl))
    resolve_explicit(paragraph)
    for sequence in isolating_sequences(paragraph):
        resolve_sequence(paragraph, sequence)
    level_removed(paragraph)
    return tuple(paragraph.levels)


def visual_runs(text: str, levels: tuple[int, ...], *, base: int) -> list[tuple[str, bool]]:
    """Return one line's runs from left to right as (characters in logical order, reads from right to left).

    `levels` belong to `text`, a part of the paragraph. Direction controls have done their work and are left out.
    """
    resolved = _line_levels(text, levels, base)
    runs: list[tuple[str, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or resolved[end] != resolved[start]:
            characters = without_controls(text[start:end])
            if characters:
                runs.append((characters, resolved[start]))
            start = end
    return [(characters, level % 2 == 1) for characters, level in _reordered(runs)]


def without_controls(text: str) -> str:
    """Return `text` without the characters that only steer direction: they have no glyph and must not be searched."""
    return text.translate(_STRIP)


def _line_levels(text: str, levels: tuple[int, ...], base: int) -> list[int]:
    """Rule L1: white space at the end of a line falls back to the paragraph's level; a line holds no tab."""
    result = list(levels)
    for index in range(len(text) - 1, -1, -1):
        if unicodedata.bidirectional(text[index]) not in _TRAILING:
            break
        result[index] = base
    return result


def _reordered(runs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Rule L2: from the highest level down to 1, turn round each stretch of runs at that level or above."""
    for level in range(max((level for _, level in runs), default=0), 0, -1):
        start = 0
        while start < len(runs):
            end = start
            while end < len(runs) and runs[end][1] >= level:
                end += 1
            runs[start:end] = runs[start:end][::-1]
            start = max(end, start + 1)
    return runs

"""Characters to glyphs: HarfBuzz, one run at a time, always told the direction."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import uharfbuzz as hb

from printing.errors import MissingGlyph

if TYPE_CHECKING:
    from printing.text.faces import Face, Typeface

_INVISIBLE = frozenset("\u00ad\u034f\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in its place, in ems; `source` is the text it stands for, empty when another glyph carries it."""

    number: int
    advance: float
    dx: float
    dy: float
    source: str
    outlined: bool = False  # drawn as a path: seen, and not read


@dataclass(frozen=True, slots=True, eq=False)
class GlyphRun:
    """Glyphs of one face from left to right; the same text gives the same object while it is remembered."""

    face: Face
    glyphs: tuple[Glyph, ...]
    advance: float

    @property
    def source(self) -> str:
        """The characters of the run in the order in which their glyphs stand on the page."""
        return "".join(glyph.source for glyph in self.glyphs)


@lru_cache(maxsize=8192)
def shape(text: str, typeface: Typeface, *, rtl: bool) -> tuple[GlyphRun, ...]:
    """Return the glyph runs of `text`, which is of one direction, in visual order.

    Raises MissingGlyph for characters that no face of the typeface has.
    """
    runs = [_shape_in(face, part, rtl=rtl) for face, part in _by_face(text, typeface)]
    return tuple(reversed(runs)) if rtl else tuple(runs)


def _by_face(text: str, typeface: Typeface) -> list[tuple[Face, str]]:
    """Split where the face changes; marks and joiners stay with the letter before them if its face has them."""
    parts: list[tuple[Face, str]] = []
    missing: list[str] = []
    for character in text:
        current = parts[-1][0] if parts else typeface[0]
        face = _face_for(character, current, typeface)
        if face is None:
            missing.append(character)
        elif parts and face is current:
            parts[-1] = (face, parts[-1][1] + character)
        else:
            parts.append((face, character))
    if missing:
        raise MissingGlyph("".join(dict.fromkeys(missing)))
    return parts


def _face_for(character: str, current: Face, typeface: Typeface) -> Face | None:
    if character in _INVISIBLE:
        return current
    stays = unicodedata.category(character) in {"Mn", "Zs"}
    order = (current, *typeface) if stays else typeface
    return next((face for face in order if face.glyph(character)), None)


def _shape_in(face: Face, text: str, *, rtl: bool) -> GlyphRun:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS  # a mark keeps its own place in the text
    buffer.add_str(text)
    buffer.guess_segment_properties()  # the script; the direction is not for guessing:
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.language = "fa"
    hb.shape(face.shaper, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if any(info.codepoint == 0 for info in infos):
        raise MissingGlyph("".join(dict.fromkeys(text[info.cluster] for info in infos if info.codepoint == 0)))
    sources = _sources(text, [info.cluster for info in infos])
    em = face.units
    glyphs: list[Glyph] = []
    for info, place, source in zip(infos, positions, sources, strict=True):
        glyph = Glyph(info.codepoint, place.x_advance / em, place.x_offset / em, place.y_offset / em, source)
        glyphs.extend(_readable(face, glyph) if rtl else (glyph,))
    return GlyphRun(face, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def _readable(face: Face, glyph: Glyph) -> list[Glyph]:
    """Draw a ligature, and a mark out of its place, as a path, and spread its text over blanks, the last leftmost.

    Readers turn right-to-left text round glyph by glyph, and part words where glyphs overlap: two characters on one
    glyph would come out in wrong order, a mark moved to its letter as a word or a line of its own.
    """
    characters = glyph.source[::-1]
    if len(characters) < 2 and not glyph.dx and not glyph.dy:
        return [glyph]
    blank = face.glyph(" ") or 0
    share = glyph.advance / max(len(characters), 1)
    seen = replace(glyph, advance=0.0, source="", outlined=True)
    return [seen, *(Glyph(blank, share, 0.0, 0.0, one) for one in characters)]


def _sources(text: str, clusters: list[int]) -> list[str]:
    """Return for each glyph the characters of its cluster, once per cluster."""
    starts = sorted({*clusters, len(text)})
    ends = dict(pairwise(starts))
    seen: set[int] = set()
    sources = []
    for cluster in clusters:
        sources.append("" if cluster in seen else text[cluster : ends[cluster]])
        seen.add(cluster)
    return sources

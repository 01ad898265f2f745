"""Font faces as HarfBuzz sees them, and the order in which they stand in for one another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import uharfbuzz as hb

from assets import read


@dataclass(frozen=True, eq=False)
class Face:
    """One font file; lengths are in ems, so that 1.0 is the font size."""

    name: str  # PostScript name
    data: bytes
    shaper: Any = field(repr=False)  # uharfbuzz.Font
    ascent: float
    descent: float  # negative

    @classmethod
    def of(cls, name: str, data: bytes) -> Face:
        """Open a TrueType font from its bytes."""
        face = hb.Face(hb.Blob(data))
        font = hb.Font(face)
        font.scale = (face.upem, face.upem)
        extents = font.get_font_extents("ltr")
        return cls(name, data, font, extents.ascender / face.upem, extents.descender / face.upem)

    @property
    def units(self) -> int:
        """Font units in an em."""
        return int(self.shaper.face.upem)

    def glyph(self, character: str) -> int | None:
        """Return the glyph the font maps the character to, None if it has none."""
        glyph: int | None = self.shaper.get_nominal_glyph(ord(character))
        return glyph

    def advance(self, glyph: int) -> float:
        """Return the advance width of a glyph, in ems."""
        return float(self.shaper.get_glyph_h_advance(glyph)) / self.units


Typeface = tuple[Face, ...]  # the first face is asked first, the others stand in for what it lacks


@cache
def vazirmatn(*, bold: bool = False) -> Typeface:
    """Return the family's own typeface, Persian and Latin."""
    weight = "Bold" if bold else "Regular"
    return (Face.of(f"Vazirmatn-{weight}", read(f"fonts/Vazirmatn-{weight}.ttf")),)

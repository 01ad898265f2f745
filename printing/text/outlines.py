"""Glyphs as filled paths, for the few that must be seen and not be read: their text is carried by blanks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    from printing.text.faces import Face


@lru_cache(maxsize=256)
def outline(face: Face, glyph: int) -> str:
    """Return the glyph as PDF path operators (ISO 32000-1, 8.5.2) in font units; HarfBuzz makes curves cubic."""
    operators: list[str] = []
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, into: into.append(f"{x:g} {y:g} m"))
    pen.set_line_to_func(lambda x, y, into: into.append(f"{x:g} {y:g} l"))
    pen.set_cubic_to_func(
        lambda a, b, c, d, x, y, into: into.append(f"{a:g} {b:g} {c:g} {d:g} {x:g} {y:g} c"),
    )
    pen.set_close_path_func(lambda into: into.append("h"))
    face.shaper.draw_glyph(glyph, pen, operators)
    return " ".join(operators)

"""The foot of a sheet: what the paper is at its start, page n of m at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, direction, say
from printing.blocks import MUTED
from printing.pages import A4
from printing.text.paragraph import Style, Words

if TYPE_CHECKING:
    from printing.pages import Foot
    from printing.text.canvas import PaperCanvas

_SIZE = 9.5


def numbered_foot(left: str, language: str, margin: float) -> Foot:
    """Return a foot with `left` at the start of the line and the page's number among all at its end."""
    rtl = direction(language) == "rtl"

    def draw(canvas: PaperCanvas, page: int, pages: int) -> None:
        counted = say(T("Page {page} of {pages}", page=page, pages=pages), language)
        for words in (
            Words(left, Style(_SIZE, rtl, colour=MUTED)),
            Words(counted, Style(_SIZE, rtl, align="end", colour=MUTED)),
        ):
            words.wrap(A4[0] - 2 * margin, 0)
            words.drawOn(canvas, margin, margin / 2)

    return draw

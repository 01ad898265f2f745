"""What an office has above and below its papers, in the words of the form's author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, Spacer

from assets.texts import direction
from printing.blocks import across
from printing.symbol import DOT
from printing.text.paragraph import Style, Words

if TYPE_CHECKING:
    from forms.printing import PrintLayout
    from printing.blocks import Scale


def head(title: str, office: str, scale: Scale, language: str, width: float | None) -> list[Flowable]:
    """Return what a paper is and whose: beside each other in `width` points, one below the other on a strip (None)."""
    rtl = direction(language) == "rtl"
    name = Words(title, Style(scale.heading, rtl, bold=True))
    if width is None:
        return [name, Words(office, Style(scale.body, rtl))]
    sender = Words(office, Style(scale.body, rtl, align="end"))
    return [across([name, sender], [width * 0.35, width * 0.65], rtl=rtl)]


def letterhead(layout: PrintLayout, scale: Scale, language: str) -> list[Flowable]:
    """Return the form's letterhead over a rule, nothing where it has none."""
    words = layout.words(layout.letterhead, language)
    if not words:
        return []
    style = Style(scale.heading, direction(language) == "rtl", bold=True, align="center")
    return [Words(words, style), _Rule(scale), Spacer(1, scale.gap / 2)]


def footer(layout: PrintLayout, scale: Scale, language: str) -> list[Flowable]:
    """Return the form's words for the end of a paper, nothing where it has none."""
    words = layout.words(layout.footer, language)
    if not words:
        return []
    style = Style(scale.small, direction(language) == "rtl", align="center", colour=scale.muted)
    return [Spacer(1, scale.gap), Words(words, style)]


class _Rule(Flowable):
    """A thin line across the column."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the whole width."""
        self.width, self.height = availWidth, self._scale.gap / 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(self._scale.hair)
        self.canv.setLineWidth(2 * DOT)
        self.canv.line(0, self.height / 2, self.width, self.height / 2)

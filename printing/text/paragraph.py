"""A paragraph for ReportLab's frames and tables: laid out by us, split over pages by its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reportlab.lib.colors import Color, black
from reportlab.platypus import Flowable

from printing.text.canvas import PaperCanvas
from printing.text.faces import Typeface, vazirmatn
from printing.text.lines import break_lines

if TYPE_CHECKING:
    from printing.text.lines import Line

Align = Literal["start", "center", "end", "justify"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; lengths in points, `leading` from base line to base line."""

    size: float
    rtl: bool
    leading: float = 0.0  # 0: 1.6 times the size, which the marks of Persian letters need
    bold: bool = False
    align: Align = "start"
    colour: Color = black
    before: float = 0.0
    after: float = 0.0
    fallback: Typeface = ()

    @property
    def typeface(self) -> Typeface:
        """The faces to draw with, in the order in which they are asked."""
        return (*vazirmatn(bold=self.bold), *self.fallback)

    @property
    def line_height(self) -> float:
        """Points from one base line to the next."""
        return self.leading or self.size * 1.6


class Words(Flowable):
    """A paragraph of one style. Raises MissingGlyph when it is laid out."""

    def __init__(self, text: str, style: Style) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.lines: list[Line] = []
        self.width = 0.0
        self._natural: list[Line] | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Lay out for this width; tables ask several times for the same."""
        if availWidth != self.width or not self.lines:
            self.width = availWidth
            self.lines = self._broken(availWidth)
        self.height = len(self.lines) * self.style.line_height
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - ReportLab's
        """Part after the last line that fits; no part is a single line if that can be helped."""
        self.wrap(availWidth, availHeight)
        count = int(availHeight // self.style.line_height)
        if len(self.lines) - count == 1:
            count -= 1
        if count < min(2, len(self.lines)):
            return []
        return [_Laid(self.lines[:count], self.style), _Laid(self.lines[count:], self.style)]

    def natural_width(self) -> float:
        """Return the width in points that the paragraph takes if no line is broken for lack of room."""
        return max(line.width for line in self._unbroken()) * self.style.size

    def _unbroken(self) -> list[Line]:
        if self._natural is None:
            self._natural = break_lines(self.text, self.style.typeface, float("inf"), rtl=self.style.rtl)
        return self._natural

    def _broken(self, width: float) -> list[Line]:
        if self.natural_width() <= width:
            return self._unbroken()
        return break_lines(self.text, self.style.typeface, width / self.style.size, rtl=self.style.rtl)

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's
        """Points kept free above, except at the top of a frame."""
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's
        """Points kept free below."""
        return self.style.after

    def draw(self) -> None:
        """Draw all lines; the base line stands so that a line of one size sits in the middle of its height."""
        canvas = self.canv
        if not isinstance(canvas, PaperCanvas):
            raise TypeError("build the document with canvasmaker=PaperCanvas")
        face = self.style.typeface[0]
        height, size = self.style.line_height, self.style.size
        base = self.height - (height + (face.ascent + face.descent) * size) / 2
        canvas.setFillColor(self.style.colour)
        for line in self.lines:
            left, per_space = self._place(line)
            canvas.draw_line(line, left, base, size, per_space=per_space)
            base -= height

    def _place(self, line: Line) -> tuple[float, float]:
        """Return where the line starts at the left, and what each space gains, in points."""
        room = self.width - line.width * self.style.size
        if self.style.align == "justify" and not line.last and line.spaces:
            return 0.0, room / line.spaces
        if self.style.align == "center":
            return room / 2, 0.0
        at_right = (self.style.align != "end") == self.style.rtl
        return (room if at_right else 0.0), 0.0


class _Laid(Words):
    """Lines of a paragraph that was split: broken already, as wide as the frame they were broken for."""

    def __init__(self, lines: list[Line], style: Style) -> None:
        super().__init__("", replace(style, before=0.0))
        self._given = lines

    def _broken(self, width: float) -> list[Line]:  # noqa: ARG002 - whatever the width is
        return self._given

"""Places to be filled in with a pen: boxes to tick, lines and boxes to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from printing.blocks import HAIR, INK

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

_LINE = 9 * mm  # room for handwriting
_THIN = 0.6


class TickBox(Flowable):
    """An empty square beside a text of `size` points, level with its first line."""

    def __init__(self, size: float, leading: float) -> None:
        super().__init__()
        self._side = size * 1.05
        self._leading = leading

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the height of a line."""
        self.width, self.height = availWidth, self._leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw the square in the middle."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(_THIN * 1.5)
        left, bottom = (self.width - self._side) / 2, (self.height - self._side) / 2
        self.canv.rect(left, bottom, self._side, self._side)


class WritingLines(Flowable):
    """So many lines to write on, as wide as the column."""

    def __init__(self, lines: int = 1, colour: Color = INK) -> None:
        super().__init__()
        self._lines = lines
        self._colour = colour

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the whole width."""
        self.width, self.height = availWidth, self._lines * _LINE
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines."""
        self.canv.setStrokeColor(self._colour)
        self.canv.setLineWidth(_THIN)
        for line in range(self._lines):
            self.canv.line(0, line * _LINE + 1, self.width, line * _LINE + 1)


class WritingBoxes(Flowable):
    """One box a digit, in groups: numbers are read better from boxes. They run from left to right in every language."""

    def __init__(self, groups: tuple[int, ...], *, rtl: bool) -> None:
        super().__init__()
        self._groups = groups
        self._rtl = rtl

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the whole width; boxes become narrower where there are many."""
        self._gap = 3 * mm
        count = sum(self._groups)
        self._side = min(6.5 * mm, (availWidth - self._gap * (len(self._groups) - 1)) / count)
        self.width, self.height = availWidth, 8.5 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes at the start of the line."""
        used = sum(self._groups) * self._side + self._gap * (len(self._groups) - 1)
        left = self.width - used if self._rtl else 0.0
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(_THIN)
        for group in self._groups:
            for _ in range(group):
                self.canv.rect(left, 0.5 * mm, self._side, 7 * mm)
                left += self._side
            left += self._gap


class EmptyFrame(Flowable):
    """A frame for a picture to be glued in, or a signature."""

    def __init__(self, width: float, height: float, *, rtl: bool) -> None:
        super().__init__()
        self._size = (width, height)
        self._rtl = rtl

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the whole width."""
        self.width, self.height = availWidth, self._size[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the frame at the start of the line."""
        width, height = min(self._size[0], self.width), self._size[1]
        self.canv.setStrokeColor(HAIR)
        self.canv.setLineWidth(_THIN)
        self.canv.rect(self.width - width if self._rtl else 0.0, 0, width, height)

"""Pieces that documents are put together from: facts side by side, steps, boxes, rules. Right to left where asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color, black, white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from assets.texts import show_digits
from printing.symbol import DOT
from printing.text.paragraph import Style, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

INK = black
MUTED = Color(0.33, 0.36, 0.38)
HAIR = Color(0.75, 0.77, 0.78)


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one kind of paper, in points; `mono` paper knows black and white only."""

    body: float
    small: float
    heading: float
    code: float
    gap: float
    mono: bool = False

    @property
    def muted(self) -> Color:
        """The ink of what is read second."""
        return INK if self.mono else MUTED

    @property
    def hair(self) -> Color:
        """The ink of thin rules."""
        return INK if self.mono else HAIR


NARROW = Scale(body=10, small=8.5, heading=11, code=27, gap=7, mono=True)  # the paper of an 80 mm printer
NARROW_MARGIN = 3 * mm
Cell = Flowable | list[Flowable]
Command = tuple[Any, ...]  # a line of ReportLab's table style: name, from cell, to cell, values


def across(cells: Sequence[Cell], widths: Sequence[float], *, rtl: bool) -> Table:
    """Return one row of cells in reading order: the first is at the right in a text from right to left."""
    return grid([cells], widths, rtl=rtl)


def grid(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    commands: Sequence[Command] = (),
    *,
    rtl: bool,
    gap: float = 0.0,
    repeat: int = 0,
) -> Table:
    """Return a table whose columns stand in reading order; `commands` count columns from the left of the page.

    The first `repeat` rows stand again on every page.
    """
    ordered = [list(reversed(row)) if rtl else list(row) for row in rows]
    columns = list(reversed(widths)) if rtl else list(widths)
    style: list[Any] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), gap),
        ("BOTTOMPADDING", (0, 0), (-1, -1), gap),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *commands,
    ]
    return Table(ordered, colWidths=columns, style=style, repeatRows=repeat, hAlign="RIGHT" if rtl else "LEFT")


class Tabled(Flowable):
    """A flowable that is a table once its width is known, and is split over pages as tables are."""

    def table(self, width: float) -> Table:
        """Return the table for this width."""
        raise NotImplementedError

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Lay the table out."""
        self._laid = self.table(availWidth)
        self.width, self.height = self._laid.wrap(availWidth, availHeight)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - ReportLab's
        """Split between rows."""
        parts: list[Flowable] = self.table(availWidth).splitOn(self.canv, availWidth, availHeight)
        return parts

    def draw(self) -> None:
        """Draw the table."""
        self._laid.drawOn(self.canv, 0, 0)


class Facts(Tabled):
    """Names and values in two columns with a hair line between rows; names are as wide as the widest of them."""

    def __init__(self, facts: Sequence[tuple[str, str]], scale: Scale, *, rtl: bool) -> None:
        super().__init__()
        name = Style(scale.small, rtl, leading=scale.body * 1.5, colour=scale.muted)
        value = Style(scale.body, rtl, leading=scale.body * 1.5)
        self._rows = [[Words(label, name), Words(shown, value)] for label, shown in facts]
        self._scale = scale
        self._rtl = rtl

    def table(self, width: float) -> Table:
        """Give the names at most two fifths of the width, and the values the rest."""
        between = self._scale.gap
        widest = max(name.natural_width() for name, _ in self._rows) + 1
        names = min(widest, width * 0.4 - between)
        line = ("LINEBELOW", (0, 0), (-1, -2), DOT, self._scale.hair)
        apart = ("RIGHTPADDING", (0, 0), (0, -1), between) if self._rtl else ("LEFTPADDING", (1, 0), (1, -1), between)
        return grid(self._rows, [names, width - names], [line, apart], rtl=self._rtl, gap=self._scale.gap / 5)


class Fields(Tabled):
    """Names above their values beside each other, each as many tenths of the line wide as it says."""

    def __init__(self, fields: Sequence[tuple[int, str, str]], scale: Scale, *, rtl: bool) -> None:
        super().__init__()
        name = Style(scale.small, rtl, leading=scale.small * 1.5, colour=scale.muted)
        value = Style(scale.body, rtl, leading=scale.body * 1.5)
        self._tenths = [tenths for tenths, _, _ in fields]
        self._cells: list[Cell] = [[Words(label, name), Words(shown, value)] for _, label, shown in fields]
        self._scale = scale
        self._rtl = rtl

    def table(self, width: float) -> Table:
        """Give each its tenths; what is left over stays white at the end of the line."""
        left = max(10 - sum(self._tenths), 0)
        tenths = [*self._tenths, left] if left else self._tenths
        cells: list[Cell] = [*self._cells, []] if left else self._cells
        whole = sum(tenths)
        line = ("LINEBELOW", (0, 0), (-1, -1), DOT, self._scale.hair)
        apart = ("LEFTPADDING" if self._rtl else "RIGHTPADDING", (0, 0), (-1, -1), self._scale.gap / 2)
        widths = [width * share / whole for share in tenths]
        return grid([cells], widths, [line, apart], rtl=self._rtl, gap=self._scale.gap / 6)


class Listing(Tabled):
    """Rows under a head that is repeated on every page; columns as wide as what stands in them, as far as it fits."""

    def __init__(self, head: Sequence[str], rows: Sequence[Sequence[str]], scale: Scale, *, rtl: bool) -> None:
        super().__init__()
        name = Style(scale.small, rtl, bold=True)
        value = Style(scale.small, rtl)
        self._rows = [[Words(text, name) for text in head], *([Words(text, value) for text in row] for row in rows)]
        self._scale = scale
        self._rtl = rtl

    def table(self, width: float) -> Table:
        """Share the width among the columns by their widest cells."""
        padding = self._scale.gap / 2
        wanted = [
            max(row[place].natural_width() for row in self._rows) + 2 * padding for place in range(len(self._rows[0]))
        ]
        widths = _shared(wanted, width)
        commands = [
            ("LEFTPADDING", (0, 0), (-1, -1), padding),
            ("RIGHTPADDING", (0, 0), (-1, -1), padding),
            ("GRID", (0, 0), (-1, -1), DOT, self._scale.hair),
            ("LINEBELOW", (0, 0), (-1, 0), 2 * DOT, INK),
        ]
        return grid(self._rows, widths, commands, rtl=self._rtl, gap=self._scale.gap / 6, repeat=1)


def _shared(wanted: Sequence[float], width: float) -> list[float]:
    """Return widths that sum up to `width`: narrow columns get what they want, wide ones share what is left."""
    widths: dict[int, float] = {}
    left = width
    for done, place in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        widths[place] = min(wanted[place], left / (len(wanted) - done))
        left -= widths[place]
    return [widths[place] + left / len(wanted) for place in range(len(wanted))]


class Steps(Tabled):
    """What happens one after another, each with its number."""

    def __init__(self, steps: Sequence[str], style: Style, language: str) -> None:
        super().__init__()
        counted = Style(style.size, style.rtl, style.leading, bold=True)
        self._rows = [
            [Words(show_digits(f"{place}.", language), counted), Words(step, style)]
            for place, step in enumerate(steps, start=1)
        ]
        self._style = style

    def table(self, width: float) -> Table:
        """Hang the texts beside the numbers."""
        number = self._style.size * 1.4
        return grid(self._rows, [number, width - number], rtl=self._style.rtl)


class Boxed(Flowable):
    """Flowables one under another in a frame, or white on black."""

    def __init__(
        self, content: Sequence[Flowable], padding: float, *, border: float = 1.0, filled: bool = False
    ) -> None:
        super().__init__()
        self._content = content
        self._padding = padding
        self._border = border
        self._filled = filled

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Lay out the content between the paddings."""
        inner = availWidth - 2 * self._padding
        self._heights = [flowable.wrap(inner, availHeight)[1] for flowable in self._content]
        self.width, self.height = availWidth, sum(self._heights) + 2 * self._padding
        return self.width, self.height

    def draw(self) -> None:
        """Draw the frame, then what is in it."""
        canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(self._border)
        canvas.setFillColor(INK if self._filled else white)
        inset = self._border / 2
        size = (self.width - self._border, self.height - self._border)
        canvas.roundRect(inset, inset, *size, radius=self._padding / 2, stroke=1, fill=int(self._filled))
        top = self.height - self._padding
        for flowable, height in zip(self._content, self._heights, strict=True):
            top -= height
            flowable.drawOn(canvas, self._padding, top)

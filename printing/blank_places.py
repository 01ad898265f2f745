"""The place for an answer by hand, by the kind of its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from printing.blocks import Tabled, grid
from printing.text.paragraph import Style, Words
from printing.ticks import EmptyFrame, TickBox, WritingBoxes, WritingLines

if TYPE_CHECKING:
    from reportlab.platypus import Flowable, Table

    from printing.blank import BlankField
    from printing.blocks import Scale

_DATE = (4, 2, 2)  # year, month, day
_TIME = (2, 2)
_LONG_CHOICE = 24  # characters, from which on a choice takes a line of its own


def place_of(field: BlankField, scale: Scale, *, rtl: bool) -> Flowable:
    """Return where the answer is written, ticked or glued in."""
    if field.kind in ("choices", "tick"):
        return _Choices(field.choices or ("",), scale, rtl=rtl)
    if field.kind in ("date", "time"):
        return WritingBoxes(_DATE if field.kind == "date" else _TIME, rtl=rtl)
    if field.kind == "picture":
        return EmptyFrame(70 * mm, 40 * mm, rtl=rtl)
    return WritingLines(3 if field.kind == "lines" else 1)


class _Choices(Tabled):
    """Choices to tick, several in a row where they are short."""

    def __init__(self, choices: tuple[str, ...], scale: Scale, *, rtl: bool) -> None:
        super().__init__()
        self._choices, self._scale, self._rtl = choices, scale, rtl

    def table(self, width: float) -> Table:
        """Share the width among one column of choices or two."""
        size = self._scale.body - 0.5
        columns = 1 if any(len(choice) > _LONG_CHOICE for choice in self._choices) else 2
        leading, box = size * 1.5, size * 1.9
        style = Style(size, self._rtl, leading=leading)
        cells: list[Flowable] = []
        for choice in self._choices:
            cells += [TickBox(size, leading), Words(choice, style)]
        while len(cells) % (2 * columns):
            cells.append(Words("", style))
        rows = [cells[at : at + 2 * columns] for at in range(0, len(cells), 2 * columns)]
        return grid(rows, [box, width / columns - box] * columns, rtl=self._rtl, gap=1)

"""The questions of a group on one page: below each other, or beside each other where the form gives them widths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QResizeEvent

    from kiosk.screens.question_block import QuestionBlock
    from kiosk.theme import Look

_WIDTH = re.compile(r"w([1-9]|10)")
_UNITS = 4  # a row's width where its group names none: https://xlsform.org/en/#grid-theme-forms
_GAP = 24
_STACKED_FROM = 1.5  # text size from which every question has a row of its own


def width_of(appearance: Sequence[str]) -> int | None:
    """Return the width `w1` … `w10` that an appearance asks for, in units; None where it asks for none."""
    return next((int(found[1]) for name in appearance if (found := _WIDTH.fullmatch(name))), None)


class FieldGrid(QWidget):
    """Lays blocks out in reading order. Where one would not fit beside another, each has a row of its own."""

    def __init__(self, look: Look, units: int | None) -> None:
        """A row is `units` wide."""
        super().__init__()
        self.look = look
        self._units = units or _UNITS
        self._blocks: list[QuestionBlock] = []
        self._widths: list[int | None] = []
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(12)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_blocks(self, blocks: Sequence[QuestionBlock], widths: Sequence[int | None]) -> None:
        """Show exactly `blocks`, of these `widths` in units; None takes a whole row. Others are let go of."""
        for gone in self._blocks:
            if gone not in blocks:
                gone.hide()
                self._grid.removeWidget(gone)
                gone.deleteLater()
        self._blocks, self._widths = list(blocks), list(widths)
        self._beside = None
        self._place()
        for block in blocks:
            block.raise_()  # children stand in reading order

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold more beside each other, or less."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def _place(self) -> None:
        beside = self._fits_beside()
        if beside == self._beside:
            return
        self._beside = beside
        places = self._places() if beside else ((row, 0, self._units) for row in range(len(self._blocks)))
        for block, (row, column, span) in zip(self._blocks, places, strict=True):
            self._grid.addWidget(block, row, column, 1, span, Qt.AlignmentFlag(0))
        for column in range(self._units):
            self._grid.setColumnStretch(column, 1)

    def _fits_beside(self) -> bool:
        if self.look.scale >= _STACKED_FROM or not any(self._widths):
            return False
        unit = (self.width() + _GAP) / self._units
        return all(
            block.minimumSizeHint().width() <= unit * min(width or self._units, self._units) - _GAP
            for block, width in zip(self._blocks, self._widths, strict=True)
        )

    def _places(self) -> Iterator[tuple[int, int, int]]:
        """Yield row, column and span of each block: a row is filled as far as the next one fits into it."""
        row = column = 0
        for width in self._widths:
            span = min(width or self._units, self._units)
            if column + span > self._units:
                row, column = row + 1, 0
            yield row, column, span
            column += span

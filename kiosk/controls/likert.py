"""Scales and the rows of a table: the choices beside each other, or all below each other where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.controls.control import Control
from kiosk.controls.tiles import SelectManyTiles, SelectOneTiles
from kiosk.widgets import TileGrid

if TYPE_CHECKING:
    from forms.state import NodeState


class LikertControl(SelectOneTiles):
    """One step of a scale, or one column of a table's row."""

    def _make_grid(self) -> TileGrid:
        return TileGrid(self.look, self.tiles, one_row=True)


class RowOfManyControl(SelectManyTiles):
    """Any number of the columns of a table's row."""

    def _make_grid(self) -> TileGrid:
        return TileGrid(self.look, self.tiles, one_row=True)


class TableHeadControl(Control):
    """The head of a table, which asks nothing.

    XLSForm names a table's columns once, in a select with the appearance `label`. Here each row's tiles bear the
    columns' words, so that neither eye nor ear must look them up: the head keeps its own words and shows no choices.
    """

    asks = False

    def show_node(self, state: NodeState, language: str) -> None:
        """Keep the answer as it is."""
        del language
        self._shown = state.value

    def focus_first(self) -> None:
        """Nothing to focus."""

    def raw(self) -> str:
        """The answer as it was."""
        return self._shown

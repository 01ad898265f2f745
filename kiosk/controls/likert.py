"""A scale: its steps beside each other in one row, or all below each other where they do not fit."""

from __future__ import annotations

from kiosk.controls.tiles import SelectOneTiles
from kiosk.widgets import TileGrid


class LikertControl(SelectOneTiles):
    """One step of a scale."""

    def _make_grid(self) -> TileGrid:
        return TileGrid(self.look, self.tiles, one_row=True)

"""A select on a picture: its parts are pressed, and the same choices stand beside it as tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from assets.texts import T
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.tiles import SelectManyTiles, SelectOneTiles
from kiosk.widgets.region_map import RegionMap

if TYPE_CHECKING:
    from forms.state import NodeState

_BELOW_FROM = 1.5  # text size from which tiles and picture no longer stand beside each other


class ImageMapControl(Control):
    """The parts of the picture bear the choices' values as ids. What has no part is chosen among the tiles."""

    takes_picture = True

    def __init__(self, surroundings: Surroundings, ref: str, *, several: bool = False, quick: bool = False) -> None:
        """Begin with nothing chosen."""
        super().__init__(surroundings, ref)
        self._drawn: tuple[str | None, tuple[str, ...]] | None = None  # the picture shown, and the values of its parts
        self.map = RegionMap(self.look)
        beside = self.look.scale < _BELOW_FROM
        columns = 1 if beside else 2
        self.tiles: SelectOneTiles | SelectManyTiles
        if several:
            self.tiles = SelectManyTiles(surroundings, ref, columns=columns)
        else:
            self.tiles = SelectOneTiles(surroundings, ref, columns=columns, quick=quick)
        self.map.pressed.connect(self._press)
        self.tiles.answered.connect(self._chosen)
        self.tiles.finished.connect(self.finished)
        row: QBoxLayout = QHBoxLayout() if beside else QVBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.map, 3)
        row.addWidget(self.tiles, 2)
        self.column.addLayout(row, 1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show picture and choices, and those that are chosen."""
        self.tiles.show_node(state, language)
        self.map.setEnabled(not state.readonly)
        image = state.label.image if state.label is not None else None
        values = tuple(choice.value for choice in state.choices)
        if (image, values) != self._drawn:
            self._drawn = (image, values)
            data = self.surroundings.media(image) if image else None
            self.map.setVisible(self.map.show_picture(data or b"", values))
        self._take_shown(state.value)
        self._mark()

    def focus_first(self) -> None:
        """The tile chosen, else the first."""
        self.tiles.focus_first()

    def raw(self) -> str:
        """The values chosen."""
        return self.tiles.raw()

    def set_wrong(self, wrong: bool) -> None:
        """Mark all tiles."""
        self.tiles.set_wrong(wrong)

    def choose_number(self, number: int) -> bool:
        """Press the tile numbered `number`."""
        return self.tiles.choose_number(number)

    def name_field(self, words: str) -> None:
        """The picture is called what is asked; its parts are the tiles."""
        self.map.setAccessibleName(self.look.say(T("Picture: {question}", question=words)))

    def _press(self, value: str) -> None:
        if self._drawn is not None:
            self.tiles.choose_number(self._drawn[1].index(value) + 1)

    def _chosen(self) -> None:
        self._mark()
        self.commit()

    def _mark(self) -> None:
        self.map.choose(frozenset(self.raw().split()))

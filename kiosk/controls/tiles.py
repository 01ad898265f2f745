"""Selects with few choices: each a big tile, chosen by touch, by its number, or by OK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from assets.texts import T
from kiosk.controls.choice_sounds import ChoiceSounds
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.plain import plain
from kiosk.widgets import Button, CheckTile, RadioTile, TileFace, TileGrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.state import Choice, NodeState


class TilesControl(Control):
    """The common part of selecting one and selecting several among tiles."""

    tiles: tuple[RadioTile, ...] | tuple[CheckTile, ...] = ()
    _grid: TileGrid | None = None
    _sounds: ChoiceSounds | None = None
    _choices: tuple[Choice, ...] = ()

    def __init__(self, surroundings: Surroundings, ref: str, *, columns: int = 5) -> None:
        """Lay tiles out in at most `columns` columns."""
        super().__init__(surroundings, ref)
        self._columns = columns
        self._language = ""

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the choices, and those that are chosen."""
        if state.choices != self._choices or language != self._language:
            self._choices, self._language = state.choices, language
            self._lay_out()
            self._shown = "\0"
        for tile in self.tiles:
            tile.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self._check(state.value)

    def focus_first(self) -> None:
        """The tile chosen, else the first."""
        for tile in [tile for tile in self.tiles if tile.isChecked()] or list(self.tiles)[:1]:
            tile.setFocus()
            return

    def set_wrong(self, wrong: bool) -> None:
        """Mark all tiles."""
        for tile in self.tiles:
            tile.set_wrong(wrong)

    def choose_number(self, number: int) -> bool:
        """Press the tile numbered `number`."""
        if not 1 <= number <= len(self.tiles):
            return False
        tile = self.tiles[number - 1]
        tile.setFocus()
        tile.click()
        return True

    def _lay_out(self) -> None:
        if self._grid is not None:
            self.column.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self.tiles = self._make([self._face(n, choice) for n, choice in enumerate(self._choices, start=1)])
        for tile in self.tiles:
            tile.clicked.connect(self._pressed)
        self._grid = self._make_grid()
        self.column.insertWidget(0, self._grid, 1)
        self._lay_out_sounds()
        self._grid.lower()

    def _lay_out_sounds(self) -> None:
        if self._sounds is not None:
            self.column.removeWidget(self._sounds)
            self._sounds.hide()
            self._sounds.deleteLater()
            self._sounds = None
        if any(choice.label.audio for choice in self._choices):
            self._sounds = ChoiceSounds(self.look, self.surroundings.media, self._choices)
            self.column.insertWidget(1, self._sounds)
            self._sounds.lower()

    def _make_grid(self) -> TileGrid:
        return TileGrid(self.look, self.tiles, most_columns=self._columns)

    def _face(self, number: int, choice: Choice) -> TileFace:
        image = self.surroundings.media(choice.label.image) if choice.label.image else None
        picture = QPixmap()
        if image is not None:
            picture.loadFromData(image)
        name = self.surroundings.choice_icon(self.ref.rsplit("/", 1)[-1], choice.value)
        return TileFace(
            plain(choice.text) or choice.value,
            icon=f"duotone/{name}" if name else None,
            picture=None if picture.isNull() else picture,
            number=number if number <= 9 else None,
        )

    def _make(self, faces: Sequence[TileFace]) -> tuple[RadioTile, ...] | tuple[CheckTile, ...]:
        raise NotImplementedError

    def _check(self, value: str) -> None:
        raise NotImplementedError

    def _pressed(self) -> None:
        raise NotImplementedError


class SelectOneTiles(TilesControl):
    """One of a few choices. What may stay unanswered can be taken back."""

    def __init__(self, surroundings: Surroundings, ref: str, *, columns: int = 5, quick: bool = False) -> None:
        """Begin with nothing chosen; `quick` goes on as soon as something is."""
        super().__init__(surroundings, ref, columns=columns)
        self._quick = quick
        self.clear = Button(self.look, T("Take the answer back"), icon="regular/x-circle", kind="quiet")
        self.clear.clicked.connect(self._clear)
        self.clear.hide()
        self.column.addWidget(self.clear)
        self._may_clear = False

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the choices, and the one chosen."""
        self._may_clear = not state.required and not state.readonly
        super().show_node(state, language)
        self.clear.setVisible(self._may_clear and bool(self.raw()))

    def raw(self) -> str:
        """The value of the choice, "" when there is none."""
        chosen = [choice.value for choice, tile in zip(self._choices, self.tiles, strict=True) if tile.isChecked()]
        return chosen[0] if chosen else ""

    def _make(self, faces: Sequence[TileFace]) -> tuple[RadioTile, ...]:
        return tuple(RadioTile(self.look, face) for face in faces)

    def _check(self, value: str) -> None:
        for choice, tile in zip(self._choices, self.tiles, strict=True):
            tile.setChecked(choice.value == value)

    def _pressed(self) -> None:
        pressed = self.sender()
        for tile in self.tiles:
            if tile is not pressed:
                tile.setChecked(False)
        self.clear.setVisible(self._may_clear)
        self.commit()
        if self._quick:
            self.finished.emit()

    def _clear(self) -> None:
        self._check("")
        self.clear.hide()
        self.focus_first()
        self.commit()


class SelectManyTiles(TilesControl):
    """Any number of a few choices."""

    def raw(self) -> str:
        """The values chosen, in the order of the choices, with spaces between."""
        return " ".join(c.value for c, tile in zip(self._choices, self.tiles, strict=True) if tile.isChecked())

    def _make(self, faces: Sequence[TileFace]) -> tuple[CheckTile, ...]:
        return tuple(CheckTile(self.look, face) for face in faces)

    def _check(self, value: str) -> None:
        chosen = value.split()
        for choice, tile in zip(self._choices, self.tiles, strict=True):
            tile.setChecked(choice.value in chosen)

    def _pressed(self) -> None:
        self.commit()

"""Who is here: the person herself, somebody for her, or the assistant who fills in with her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import ActionTile, Footer, Heading, TileFace, TileGrid, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton, QWidget

    from kiosk.theme import Look

# The actor as the store keeps it, and how it is asked.
_WHO = (
    ("citizen", "duotone/user", T("I am here for myself")),
    ("representative", "duotone/users", T("I am here for someone else")),
    ("assisted", "duotone/hand-palm", T("The assistant helps me")),
)


class WhoScreen(Screen):
    """One touch answers and goes on."""

    who_said = Signal(str)

    def __init__(self, look: Look) -> None:
        """Ask."""
        super().__init__(look)
        self._heading = Heading(look, T("Who is here?"))
        self.column.addWidget(self._heading)
        self.column.addWidget(Words(look, T("The one who answers stays responsible for what is said."), "hint"))
        self.tiles: dict[str, ActionTile] = {}
        for number, (actor, icon, words) in enumerate(_WHO, 1):
            tile = ActionTile(look, TileFace(words, icon=icon, number=number))
            tile.clicked.connect(lambda _=False, actor=actor: self.who_said.emit(actor))
            self.tiles[actor] = tile
        self.column.addWidget(TileGrid(look, tuple(self.tiles.values()), most_columns=3), 1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Going on means choosing a tile."""
        return Footer(next=None)

    def numbered(self) -> Sequence[QAbstractButton]:
        """The tiles."""
        return tuple(self.tiles.values())

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

"""The map with its big buttons: every movement without a gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from assets.texts import T
from kiosk.map.view import MapView
from kiosk.widgets import Button, announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from kiosk.map.tiles import MapFile
    from kiosk.theme import Look

_STEP = 0.25  # of what is seen, for one press


class MapPanel(QWidget):
    """The map, and beside it the way to each side, closer and farther. `moved` is the map's."""

    moved = Signal()

    def __init__(self, look: Look, file: MapFile) -> None:
        """Begin where the map begins."""
        super().__init__()
        self.look = look
        self.view = MapView(look, file)
        self.view.moved.connect(self.moved)
        self._keys = QGridLayout()
        self._keys.setSpacing(8)
        self.farther = self._key(T("Farther"), "bold/minus", 0, 0, lambda: self.view.zoom_by(-1))
        self.north = self._key(T("Move to the north"), "bold/arrow-up", 0, 1, lambda: self.view.pan(0, -_STEP))
        self.closer = self._key(T("Closer"), "bold/plus", 0, 2, lambda: self.view.zoom_by(1))
        self.west = self._key(T("Move to the west"), "bold/arrow-left", 1, 0, lambda: self.view.pan(-_STEP, 0))
        self.east = self._key(T("Move to the east"), "bold/arrow-right", 1, 2, lambda: self.view.pan(_STEP, 0))
        self.south = self._key(T("Move to the south"), "bold/arrow-down", 2, 1, lambda: self.view.pan(0, _STEP))
        self._keys.setRowStretch(3, 1)
        side = QWidget()
        side.setLayout(self._keys)
        side.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # west is left in every language
        self._keys.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.view, 1)
        row.addWidget(side)

    def _key(self, name: Text, icon: str, row: int, column: int, act: Callable[[], None]) -> Button:
        button = Button(self.look, "", icon=icon, in_frame=True, name=name)
        button.setAutoRepeat(True)
        button.setAutoRepeatDelay(500)
        button.clicked.connect(lambda: self._press(act))
        self._keys.addWidget(button, row, column)
        return button

    def _press(self, act: Callable[[], None]) -> None:
        act()
        self.closer.setEnabled(self.view.can_zoom(1))
        self.farther.setEnabled(self.view.can_zoom(-1))
        announce(self, self.view.accessibleName())

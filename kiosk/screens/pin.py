"""The staff door: a name and a PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit

from assets.texts import T, Text
from kiosk.screens.screen import Screen
from kiosk.widgets import Card, ErrorSummary, Fault, Footer, Heading, RadioTile, TileFace, TileGrid, Words
from kiosk.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look


class PinScreen(Screen):
    """Emits the name and the PIN; who may enter is decided elsewhere."""

    pin_given = Signal(str, str)

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        """Offer `names`."""
        super().__init__(look)
        self._heading = Heading(look, T("For staff"))
        self.errors = ErrorSummary(look)
        self.errors.asked.connect(self._go_to_field)
        self.column.addWidget(self.errors)
        self.column.addWidget(self._heading)
        self._group = QButtonGroup(self)
        self.tiles = {name: RadioTile(look, TileFace(name, icon="duotone/user")) for name in names}
        for tile in self.tiles.values():
            self._group.addButton(tile)
        if self.tiles:
            next(iter(self.tiles.values())).setChecked(True)
            self.column.addWidget(TileGrid(look, tuple(self.tiles.values()), most_columns=4, compact=True))
        else:
            self.column.addWidget(self._nobody())
        self._label = Words(look, T("PIN"), "subheading")
        self._label.setVisible(bool(names))
        self.column.addWidget(self._label)
        self.field = TextField(look, T("PIN"), placeholder=T("PIN"))
        self.field.setVisible(bool(names))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.field.returnPressed.connect(self.press_next)
        self.column.addWidget(self.field)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading; «error» before it while something is not right."""
        return self.errors.titled(self._heading.text())

    def footer(self) -> Footer:
        """On tries the PIN."""
        return Footer(next=T("Enter"), help=None, next_enabled=bool(self.tiles))

    def first_focus(self) -> QWidget:
        """The field, once there is somebody to enter."""
        return self.field if self.tiles else self._heading

    def set_compact(self, compact: bool) -> None:
        """While the keyboard takes half of the screen the field says itself what goes into it."""
        self._label.setVisible(bool(self.tiles) and not compact)

    def press_next(self) -> None:
        """Give the PIN of the chosen name; the field forgets it."""
        name = next((name for name, tile in self.tiles.items() if tile.isChecked()), "")
        pin = self.field.text()
        self.field.clear()
        self.pin_given.emit(name, pin)

    def show_fault(self, words: Text) -> None:
        """Say why the door stays shut."""
        sentence = self.look.say(words)
        self.errors.show_faults((Fault("pin", words),), at_field=False)
        self.field.set_wrong(True)
        self.footer_changed.emit()
        self.paper.show_widget(self.field)
        self.announce(sentence, urgent=True)
        self.field.setFocus()

    def _go_to_field(self) -> None:
        self.field.setFocus()

    def _nobody(self) -> Card:
        card = Card("warn-box")
        card.column.addWidget(
            Words(self.look, T("Nobody has a PIN here yet. The technician sets one with “pishkhan staff set-pin”."))
        )
        return card

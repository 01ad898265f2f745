"""The instances of a repeat as a list of cards: open one, remove one, add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T
from kiosk.widgets import ActionTile, Button, TileFace, Words

if TYPE_CHECKING:
    from kiosk.filling import RepeatCard
    from kiosk.theme import Look


class RepeatList(QWidget):
    """The cards of a repeat. The signals carry the reference of the instance, `add_wanted` nothing."""

    open_wanted = Signal(str)
    remove_wanted = Signal(str)
    add_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self.look = look
        self.cards: list[ActionTile] = []
        self.removers: list[Button] = []
        self._shown: list[QWidget] = []
        self.empty = Words(look, T("Nothing in the list yet."), "hint")
        self.add = Button(look, T("Add one"), icon="bold/plus")
        self.add.clicked.connect(self.add_wanted)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.empty)
        column.addLayout(self._rows)
        column.addWidget(self.add)
        column.addStretch(1)

    def show_cards(self, cards: tuple[RepeatCard, ...], *, add: str, can_change: bool) -> None:
        """List `cards`; `add` is what the button to add one says."""
        self._clear()
        for number, card in enumerate(cards, 1):
            self._shown.append(self._row(number, card, can_change=can_change))
            self._rows.addWidget(self._shown[-1])
        self.empty.setVisible(not cards)
        self.add.set_words(add)
        self.add.raise_()
        self.add.setVisible(can_change)

    def choose_number(self, number: int) -> bool:
        """Open the card numbered `number`."""
        if not 1 <= number <= len(self.cards):
            return False
        self.cards[number - 1].click()
        return True

    def _row(self, number: int, card: RepeatCard, *, can_change: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        tile = ActionTile(self.look, TileFace(card.title, card.summary, number=number if number <= 9 else None))
        tile.clicked.connect(lambda: self.open_wanted.emit(card.ref))
        self.cards.append(tile)
        line.addWidget(tile, 1)
        if can_change:
            name = T("Remove {card}", card=card.title)
            remove = Button(self.look, T("Remove"), icon="regular/trash", kind="danger", name=name)
            remove.clicked.connect(lambda: self.remove_wanted.emit(card.ref))
            self.removers.append(remove)
            line.addWidget(remove)
        return row

    def _clear(self) -> None:
        self.cards, self.removers = [], []
        for row in self._shown:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown = []

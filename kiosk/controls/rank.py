"""Putting choices in order: each moved up or down by two big buttons, nothing is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assets.texts import T
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.plain import plain
from kiosk.widgets import Button, Card, Words, announce

if TYPE_CHECKING:
    from forms.state import Choice, NodeState
    from kiosk.theme import Look


class RankRow(Card):
    """One place in the order: its number, the words standing there, up and down. `moved` carries -1 or 1."""

    moved = Signal(int)

    def __init__(self, look: Look, place: int, places: int) -> None:
        """Be place number `place` of `places`, counted from 1."""
        super().__init__()
        self._place = place
        self.look = look
        self.words = Words(look, "", "strong")
        self.up = Button(look, "", icon="bold/arrow-up", name=T("Up"))
        self.down = Button(look, "", icon="bold/arrow-down", name=T("Down"))
        self._first, self._last = place == 1, place == places
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        self.column.setContentsMargins(14, 4, 8, 4)
        self.column.addLayout(row)

    def show_choice(self, what: str, *, readonly: bool) -> None:
        """Stand at this place: `what`."""
        self.words.set_words(f"{self.look.digits(str(self._place))}. {what}")
        self.up.set_words("", name=T("{what}: move up", what=what))
        self.down.set_words("", name=T("{what}: move down", what=what))
        self.up.setEnabled(not self._first and not readonly)
        self.down.setEnabled(not self._last and not readonly)


class RankControl(Control):
    """All choices in order. An order nobody has touched is no answer yet: it must be moved or confirmed."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without choices."""
        super().__init__(surroundings, ref)
        self.rows: list[RankRow] = []
        self._order: list[Choice] = []
        self._choices: tuple[Choice, ...] = ()
        self._answered = self._readonly = False
        self._list = QWidget()
        self.confirm = Button(self.look, T("This order is right"), icon="fill/check-circle", kind="primary")
        self.confirm.clicked.connect(self._confirm)
        self.column.addWidget(self.confirm)
        self.column.addStretch(1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the choices in the order stored, else in the form's."""
        del language
        new = state.choices != self._choices
        self._choices, self._readonly = state.choices, state.readonly
        if self._take_shown(state.value) or new:
            stored = state.value.split()
            by_value = {choice.value: choice for choice in state.choices}
            kept = [by_value[value] for value in stored if value in by_value]
            self._order = kept + [choice for choice in state.choices if choice not in kept]
            self._answered = bool(stored)
        if new:
            self._lay_out()
        self._show()

    def focus_first(self) -> None:
        """The first thing that can be moved."""
        for row in self.rows[:1]:
            row.down.setFocus()

    def raw(self) -> str:
        """The values in order with spaces between, "" while nobody has confirmed it."""
        return " ".join(choice.value for choice in self._order) if self._answered else ""

    def _lay_out(self) -> None:
        for row in self.rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [RankRow(self.look, place, len(self._order)) for place in range(1, len(self._order) + 1)]
        for at, row in enumerate(self.rows):
            row.moved.connect(lambda by, at=at: self._move(at, by))
            self.column.insertWidget(at, row)

    def _move(self, at: int, by: int) -> None:
        to = at + by
        self._order[at], self._order[to] = self._order[to], self._order[at]
        self._answered = True
        self._show()
        row = self.rows[to]
        wished, other = (row.up, row.down) if by < 0 else (row.down, row.up)
        (wished if wished.isEnabled() else other).setFocus()
        announce(row, row.words.text(), personal=True)
        self.commit()

    def _confirm(self) -> None:
        self._answered = True
        self._show()
        self.focus_first()
        self.commit()

    def _show(self) -> None:
        for row, choice in zip(self.rows, self._order, strict=True):
            row.show_choice(plain(choice.text) or choice.value, readonly=self._readonly)
        self.confirm.setVisible(not self._answered and not self._readonly and bool(self.rows))

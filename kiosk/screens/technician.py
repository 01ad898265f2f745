"""The technician's page: how this machine stands, and what is done for it by hand; nothing about any citizen."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from assets.texts import T, Text
from kiosk.screens.screen import Screen
from kiosk.widgets import ActionTile, Card, Footer, Heading, IconMark, TileFace, TileGrid, Words, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton, QWidget

    from kiosk.standing import Row, Told
    from kiosk.theme import Look
    from kiosk.upkeep import Outcome

_GOOD, _ATTENTION, _ASKED = T("In order"), T("Needs attention"), T("Being asked")
_STATES: dict[bool | None, tuple[str, str, Text]] = {
    True: ("fill/check-circle", "ok", _GOOD),
    False: ("fill/warning-circle", "warn", _ATTENTION),
    None: ("duotone/hourglass-medium", "muted", _ASKED),
}


class Task(StrEnum):
    """What can be done here."""

    SEND = "send"
    CARRY = "carry"
    READ = "read"
    PRINT = "print"
    REGISTER = "register"


_TASKS: dict[Task, tuple[str, Text]] = {
    Task.SEND: ("duotone/paper-plane-tilt", T("Send now")),
    Task.CARRY: ("duotone/usb", T("Carry on a stick")),
    Task.READ: ("duotone/tray-arrow-down", T("Read a stick")),
    Task.PRINT: ("duotone/printer", T("Test print")),
    Task.REGISTER: ("duotone/notebook", T("Read the register")),
}


class TechnicianScreen(Screen):
    """Shows rows and outcomes; `task_wanted` carries the Task that was pressed."""

    task_wanted = Signal(object)

    def __init__(self, look: Look, rows: Sequence[Row]) -> None:
        """Show `rows`."""
        super().__init__(look)
        self._heading = Heading(look, T("This machine"))
        self.column.addWidget(self._heading)
        self._answer = self._told()
        self.tasks = {
            task: ActionTile(look, TileFace(words, icon=icon, number=number))
            for number, (task, (icon, words)) in enumerate(_TASKS.items(), start=1)
        }
        for task, tile in self.tasks.items():
            tile.clicked.connect(partial(self._want, task))
        self.column.addWidget(TileGrid(look, tuple(self.tasks.values()), most_columns=5, compact=True))
        self.rows = [_RowWords(look, row) for row in rows]
        self.column.addWidget(self._table())
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """On locks."""
        return Footer(back=None, next=T("Lock and leave"), help=None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def numbered(self) -> Sequence[QAbstractButton]:
        """What can be done."""
        return tuple(self.tasks.values())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show how the machine stands now, in place of before; the focus stays where it is."""
        for shown, row in zip(self.rows, rows, strict=True):
            shown.show_row(row)

    def show_outcome(self, outcome: Outcome) -> None:
        """Say how an errand went."""
        icon, role, _ = _STATES[outcome.good]
        self._tell(icon, role, outcome.says)
        self.announce(self.told.text(), urgent=not outcome.good)

    def show_way(self, words: Text, *, announced: bool = False) -> None:
        """Say what is being done now, and how far it is."""
        self._tell("duotone/hourglass-medium", "brand", (words,))
        if announced:
            self.announce(self.told.text())

    def _want(self, task: Task) -> None:
        self.task_wanted.emit(task)

    def _tell(self, icon: str, role: str, says: Sequence[Told]) -> None:
        self._mark.set_icon(icon, role)
        self.told.set_words(partial(_joined, tuple(says)))
        self._answer.show()
        self.paper.show_widget(self._answer)

    def _told(self) -> Card:
        card = Card("inset")
        row = QHBoxLayout()
        row.setSpacing(12)
        self._mark = IconMark(self.look, "duotone/info", "muted", 40)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self.told = Words(self.look, "", "strong")
        row.addWidget(self.told, 1)
        card.column.addLayout(row)
        card.hide()
        self.column.addWidget(card)
        return card

    def _table(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 5)
        for place, row in enumerate(self.rows):
            for column, widget in enumerate(row.widgets()):
                grid.addWidget(widget, place, column)
        card.column.addLayout(grid)
        return card


class _RowWords:
    """The widgets of one row, in reading order."""

    def __init__(self, look: Look, row: Row) -> None:
        self._icon = IconMark(look, row.icon, "brand", 32)
        self.name = Words(look, row.name, "strong")
        self.says = Words(look, "")
        self._mark = IconMark(look, "duotone/info", "muted", 32)
        self.state = Words(look, "", "small")
        self.show_row(row)

    def widgets(self) -> tuple[QWidget, ...]:
        return self._icon, self.name, self.says, self._mark, self.state

    def show_row(self, row: Row) -> None:
        icon, role, state = _STATES[row.good]
        self.name.set_words(row.name)
        self.says.set_words(partial(_joined, row.says))
        self._mark.set_icon(icon, role)
        self.state.set_words(state)


def _joined(says: Sequence[Told], language: str) -> str:
    return " ".join(said(each, language) for each in says)

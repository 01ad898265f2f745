"""The papers of the desk: what waits for the printer, what may be printed, and how the printer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assets.texts import T, Text
from kiosk.screens.printer_icons import trouble_icon
from kiosk.screens.screen import Screen
from kiosk.widgets import ActionTile, Button, Card, Footer, Heading, IconMark, TileFace, TileGrid, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look
    from kiosk.widgets import Sayable


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper on the list: `handed` means that the printer had it and nobody has said yet whether it is out."""

    number: int
    name: Text
    about: Sayable
    when: Sayable
    handed: bool
    reason: Text | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that may be made: `key` is the flow's own name for it."""

    key: tuple[str, str]
    name: Text
    about: Sayable
    icon: str


@dataclass(frozen=True, slots=True)
class PapersView:
    """What the desk offers: papers by section, under each section's heading."""

    waiting: tuple[Waiting, ...]
    sections: tuple[tuple[Sayable, tuple[Offered, ...]], ...]
    can_print: bool


class PapersScreen(Screen):
    """Every paper is looked at before it is printed; those on the list are printed, confirmed or given up."""

    paper_wanted = Signal(object)
    print_wanted = Signal(int)
    taken = Signal(int)
    missed = Signal(int)
    drop_wanted = Signal(int)

    def __init__(self, look: Look, view: PapersView) -> None:
        """Show `view`."""
        super().__init__(look)
        self._view = view
        self._heading = Heading(look, T("Papers"))
        self.column.addWidget(self._heading)
        self._standing()
        self.acts: dict[tuple[str, int], Button] = {}
        if view.waiting:
            self.column.addWidget(Words(look, T("Waiting for the printer"), "subheading"))
        for waiting in view.waiting:
            self.column.addWidget(self._card(waiting))
        self.tiles: dict[tuple[str, str], ActionTile] = {}
        for heading, offered in view.sections:
            self.column.addWidget(Words(look, heading, "subheading"))
            self.column.addWidget(TileGrid(look, tuple(map(self._tile, offered)), most_columns=3, compact=True))
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Back to the list of applications."""
        return Footer(next=None, help=None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def show_printer(self, words: Text, *, role: str) -> None:
        """Say how the printer is, with a picture; `role` is ok, warn or error."""
        self._mark.set_icon(trouble_icon(words), role)
        self.state.set_words(words)
        self.announce(self.state.text())

    def _standing(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._mark = IconMark(self.look, "duotone/printer", "muted", 40)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        known = T("Asking the printer…") if self._view.can_print else T("This office has no printer.")
        self.state = Words(self.look, known, "strong")
        row.addWidget(self.state, 1)
        self.column.addLayout(row)

    def _card(self, waiting: Waiting) -> Card:
        card = Card("warn-box" if waiting.handed else "card")
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.addWidget(Words(self.look, waiting.name, "strong"))
        words.addWidget(Words(self.look, waiting.about))
        words.addWidget(Words(self.look, waiting.when, "small"))
        if waiting.handed:
            words.addWidget(Words(self.look, T("Did this paper come out?"), "strong"))
        elif waiting.reason is not None:
            words.addWidget(Words(self.look, waiting.reason, "warn"))
        row.addLayout(words, 1)
        for button in self._buttons(waiting):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.column.addLayout(row)
        return card

    def _buttons(self, waiting: Waiting) -> Sequence[Button]:
        if waiting.handed:
            return (
                self._act(waiting, "taken", T("Yes"), "fill/check-circle", self.taken),
                self._act(waiting, "missed", T("No"), "duotone/x-circle", self.missed),
            )
        printing = self._act(waiting, "print", T("Print"), "duotone/printer", self.print_wanted)
        printing.setEnabled(self._view.can_print)
        return (printing, self._act(waiting, "drop", T("Not needed"), "duotone/trash", self.drop_wanted))

    def _act(self, waiting: Waiting, name: str, words: Text, icon: str, wanted: SignalInstance) -> Button:
        button = Button(self.look, words, icon=icon)
        button.clicked.connect(lambda: wanted.emit(waiting.number))
        self.acts[name, waiting.number] = button
        return button

    def _tile(self, offered: Offered) -> ActionTile:
        tile = ActionTile(self.look, TileFace(offered.name, offered.about, icon=offered.icon))
        tile.clicked.connect(lambda: self.paper_wanted.emit(offered.key))
        self.tiles[offered.key] = tile
        return tile

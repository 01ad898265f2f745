"""Home: the single window. What people come for, as tiles; where an application stands; the door for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import ActionTile, Button, Card, Footer, Heading, TileFace, TileGrid, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton, QWidget

    from kiosk.catalogue import Offer
    from kiosk.theme import Look


class HomeScreen(Screen):
    """Emits the offer that was chosen; shows plainly when there is none yet."""

    service_chosen = Signal(object)
    track_wanted = Signal()
    staff_wanted = Signal()

    def __init__(self, look: Look, offers: Sequence[Offer]) -> None:
        """Show `offers`, numbered so that a keypad can choose."""
        super().__init__(look)
        self._heading = Heading(look, T("What would you like to do?"))
        self.column.addWidget(self._heading)
        self.offers = tuple(offers)
        self.tiles = tuple(self._tile(number, offer) for number, offer in enumerate(offers, 1))
        self.track = ActionTile(
            look,
            TileFace(
                T("Where is my application?"),
                T("With the tracking code on your paper"),
                icon="duotone/magnifying-glass",
                number=len(self.tiles) + 1,
            ),
        )
        self.track.clicked.connect(self.track_wanted)
        if not offers:
            self.column.addWidget(self._nothing_yet())
        else:
            self.column.addWidget(TileGrid(look, self.tiles, most_columns=4), 1)
        self.column.addWidget(TileGrid(look, (self.track,), most_columns=1, compact=True))
        self.staff = Button(look, T("For staff"), icon="duotone/lock-key", kind="quiet")
        self.staff.clicked.connect(self.staff_wanted)
        if not offers:
            self.column.addStretch(1)
        self.column.addWidget(self.staff, 0, Qt.AlignmentFlag.AlignLeading)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Going on means choosing a tile."""
        return Footer(next=None)

    def numbered(self) -> Sequence[QAbstractButton]:
        """The services, then the way to what became of an application."""
        return (*self.tiles, self.track)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def _tile(self, number: int, offer: Offer) -> ActionTile:
        tile = ActionTile(self.look, TileFace(offer.title, offer.summary, icon=f"duotone/{offer.icon}", number=number))
        tile.clicked.connect(lambda: self.service_chosen.emit(offer))
        return tile

    def _nothing_yet(self) -> Card:
        card = Card("warn-box")
        card.column.addWidget(Words(self.look, T("No service has been set up here yet."), "strong"))
        card.column.addWidget(
            Words(
                self.look,
                T("The counter fetches its services when it first has a line. Please ask the assistant."),
            )
        )
        return card

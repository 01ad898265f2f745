"""What home says where there is nothing to choose: no service yet, nothing new taken, none that answers a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assets.texts import T
from kiosk.screens.search_box import NO_FOCUS_BY_TOUCH
from kiosk.widgets import Button, Card, IconMark, Words

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from assets.texts import Text
    from kiosk.theme import Look


def nothing_yet(look: Look) -> Card:
    """Return the card of a counter that has no service."""
    words = T("The counter fetches its services when it first has a line. Please ask the assistant.")
    return _notice(look, "duotone/hourglass-medium", T("No service has been set up here yet."), words)


def nothing_taken(look: Look) -> Card:
    """Return the card of a counter that takes no new application now."""
    words = T(
        "What was handed in here is safe and will be sent. You can still ask where an application is. "
        "Please ask the assistant when to come again."
    )
    return _notice(look, "duotone/pause-circle", T("This counter takes no new applications at the moment."), words)


class NothingHandedIn(Card):
    """The card of a desk whose list is empty; `words` say why."""

    def __init__(self, look: Look) -> None:
        """Begin without words."""
        super().__init__("inset")
        self.words = Words(look, "", "strong")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addStretch(1)
        self.column.addWidget(IconMark(look, "duotone/tray", "brand", 72), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.words)
        self.column.addStretch(2)


def nothing_found(look: Look, help_wanted: SignalInstance) -> Card:
    """Return the card of a search without an answer; its button calls the assistant by `help_wanted`."""
    card = Card("warn-box")
    card.column.addWidget(Words(look, T("Nothing was found for this."), "strong"))
    card.column.addWidget(Words(look, T("Use other or fewer words, or call the assistant.")))
    call = Button(look, T("Call the assistant"), icon="duotone/hand-palm", kind="primary")
    call.setFocusPolicy(NO_FOCUS_BY_TOUCH)
    call.clicked.connect(help_wanted)
    card.column.addWidget(call, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def _notice(look: Look, icon: str, heading: Text, words: Text) -> Card:
    card = Card("warn-box")
    row = QHBoxLayout()
    row.setSpacing(18)
    row.addWidget(IconMark(look, icon, "warn", 72), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(Words(look, heading, "subheading"))
    column.addWidget(Words(look, words))
    row.addLayout(column, 1)
    card.column.addLayout(row)
    return card

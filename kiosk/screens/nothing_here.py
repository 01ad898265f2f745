"""What home says where there is nothing to choose: no service yet, nothing new taken, none that answers a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from assets.texts import T
from kiosk.screens.search_box import NO_FOCUS_BY_TOUCH
from kiosk.widgets import Button, Card, Words

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from kiosk.theme import Look


def nothing_yet(look: Look) -> Card:
    """Return the card of a counter that has no service."""
    card = Card("warn-box")
    card.column.addWidget(Words(look, T("No service has been set up here yet."), "strong"))
    words = T("The counter fetches its services when it first has a line. Please ask the assistant.")
    card.column.addWidget(Words(look, words))
    return card


def nothing_taken(look: Look) -> Card:
    """Return the card of a counter that takes no new application now."""
    card = Card("warn-box")
    card.column.addWidget(Words(look, T("This counter takes no new applications at the moment."), "strong"))
    words = T(
        "What was handed in here is safe and will be sent. You can still ask where an application is. "
        "Please ask the assistant when to come again."
    )
    card.column.addWidget(Words(look, words))
    return card


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

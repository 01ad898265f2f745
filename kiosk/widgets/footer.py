"""The bar at the bottom of every page: back, help and on, always in the same places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from assets.texts import T, Text
from kiosk.widgets.button import Button

if TYPE_CHECKING:
    from kiosk.theme import Look

BACK = T("Back")
NEXT = T("Continue")
HELP = T("Call the assistant")


@dataclass(frozen=True, slots=True)
class Footer:
    """What a screen wants at the bottom; None leaves a place empty."""

    back: Text | None = BACK
    next: Text | None = NEXT
    help: Text | None = HELP
    next_enabled: bool = True


class FooterBar(QFrame):
    """Back where reading begins, help in the middle, on where reading ends."""

    def __init__(self, look: Look) -> None:
        """Lay out the three buttons."""
        super().__init__()
        self.setProperty("kind", "footer")
        self.back = Button(look, BACK, icon="bold/arrow-left", in_frame=True)
        self.help = Button(look, HELP, icon="duotone/hand-palm", in_frame=True)
        self.next = Button(look, NEXT, icon="bold/arrow-right", kind="primary", icon_last=True, in_frame=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(16)
        for button, stretch in ((self.back, 3), (self.help, 4), (self.next, 4)):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            row.addWidget(button, stretch)
        row.insertStretch(1, 1)
        row.insertStretch(3, 1)

    def show_footer(self, footer: Footer) -> None:
        """Show what the screen wants."""
        for button, words in ((self.back, footer.back), (self.help, footer.help), (self.next, footer.next)):
            button.setVisible(words is not None)
            if words is not None:
                button.set_words(words)
        self.next.setEnabled(footer.next_enabled)

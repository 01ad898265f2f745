"""The bar at the bottom of every page: back, help and on, always in the same places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from assets.texts import T, Text
from kiosk.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kiosk.theme import Look

BACK = T("Back")
NEXT = T("Continue")
HELP = T("Call the assistant")
_SIDE, _GAP = 24, 16  # pixels


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
        row.setContentsMargins(_SIDE, 8, _SIDE, 8)
        row.setSpacing(_GAP)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        """Share the room anew when a button has other words, or larger ones."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
        return super().event(event)

    def _share(self) -> None:
        """Let each have its words on one line where there is room for that, whatever the places are like."""
        buttons = (self.back, self.help, self.next)
        wished = [button.sizeHint().width() for button in buttons]
        fits = sum(wished) + 2 * _SIDE + (2 + 2) * _GAP <= self.width()  # stretches have their gaps, too
        for button, width in zip(buttons, wished, strict=True):
            button.setMinimumWidth(width if fits else 0)

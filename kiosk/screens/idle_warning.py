"""The idle warning: covers everything, counts down, and goes away at any touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from assets.texts import T
from kiosk.screens.overlay import LARGE_MARK, Overlay
from kiosk.widgets import Button, Words
from kiosk.widgets.countdown import Countdown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look


class IdleWarning(Overlay):
    """Nobody who comes by reads what was left on the screen; who is still there goes on where she was."""

    leave = Signal()

    def __init__(self, look: Look, window: QWidget, seconds: int) -> None:
        """Cover `window` and begin at `seconds`."""
        self._ring = Countdown(look, "duotone/hourglass-medium", round(LARGE_MARK / look.scale), seconds)
        super().__init__(look, window, self._ring, T("Are you still here?"))
        self.say(Words(look, T("Otherwise everything on the screen is wiped, so that nobody else sees it.")))
        self._count = Words(look, "", "code")
        self.say(self._count)
        self.count(seconds)
        self.yes = Button(look, T("Yes, go on"), icon="duotone/hand-tap", kind="primary")
        self.no = Button(look, T("No, end"), icon="regular/sign-out")
        self.yes.clicked.connect(self.stay)
        self.no.clicked.connect(self.leave)
        self.offer(self.no, self.yes)

    def count(self, seconds: int) -> None:
        """Show the `seconds` that are left."""
        self._ring.count(seconds)
        self._count.set_words(T("{seconds} seconds", seconds=seconds))

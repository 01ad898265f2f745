"""The sign that calls the assistant: large enough to be seen across the room, and it hides what is being answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.screens.overlay import Overlay
from kiosk.widgets import Button, Words, announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look


class HelpSign(Overlay):
    """Stays until somebody touches it; `stay` goes back to the page that was left."""

    def __init__(self, look: Look, window: QWidget) -> None:
        """Cover `window`."""
        super().__init__(look, window, "duotone/hand-palm", T("Help is needed here"))
        self.setProperty("kind", "alarm")  # the whole page: what is far away has no icon
        self.words = Words(look, T("Please wait a moment: the assistant sees this sign. Your answers are kept."))
        self.say(self.words)
        back = Button(look, T("Back to my page"), icon="duotone/hand-tap", kind="primary")
        back.clicked.connect(self.stay)
        self.offer(back)

    def show_coming(self) -> None:
        """Say that somebody at the desk has seen the call."""
        self.words.set_words(T("The assistant is coming to you. Your answers are kept."))
        announce(self, self.words.text())

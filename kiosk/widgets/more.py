"""The button behind which an explanation stands: for who asks, and out of the way of who does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, Text
from kiosk.widgets.announce import announce
from kiosk.widgets.button import Button
from kiosk.widgets.words import Sayable, Words

if TYPE_CHECKING:
    from kiosk.theme import Look

MORE = T("More about this question")


class MoreButton(Button):
    """Opens and closes `opened`, which its owner places; hidden where there is nothing to be told."""

    def __init__(self, look: Look, called: Text = MORE) -> None:
        """Begin closed, with nothing to tell."""
        super().__init__(look, called, icon="regular/info", kind="quiet")
        self._called = called
        self.opened = Words(look, "", "body")
        self.opened.hide()
        self.hide()
        self.clicked.connect(self._turn)

    def set_explanation(self, words: Sayable, *, about: str = "") -> None:
        """Tell `words` when pressed; what is open stays open. `about` tells it from others on the same page."""
        self.opened.set_words(words)
        self.set_words(self._called, name=T("More about: {question}", question=about) if about else None)
        self.setVisible(bool(self.opened.text()))
        if not self.opened.text():
            self.opened.hide()

    def _turn(self) -> None:
        self.opened.setVisible(self.opened.isHidden())
        if self.opened.isVisible():
            announce(self.opened, self.opened.text())

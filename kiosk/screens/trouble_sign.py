"""Says that a service cannot be opened now, over the page that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.screens.overlay import Overlay
from kiosk.widgets import Button, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from kiosk.theme import Look


class TroubleSign(Overlay):
    """Stays until it is touched; `reason` is the sentence of a fault that a person can mend, None where she cannot."""

    def __init__(self, look: Look, window: QWidget, reason: Text | None) -> None:
        """Cover `window`."""
        super().__init__(look, window, "duotone/wrench", T("This service cannot be opened at the moment."))
        if reason is not None:
            self.say(Words(look, reason))
        self.say(Words(look, T("Nothing is lost. Choose another service, or call the assistant.")))
        back = Button(look, T("Back to the services"), icon="duotone/hand-tap", kind="primary")
        back.clicked.connect(self.stay)
        self.offer(back)

"""Says that the form cannot compute something, over the page: the person goes on, the assistant sees where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, left_to_right
from kiosk.screens.overlay import Overlay
from kiosk.widgets import Button, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look


class FaultSign(Overlay):
    """Stays until it is touched; names the form, its version and the node that fails, and no answer."""

    def __init__(self, look: Look, window: QWidget, form: str, version: str, node: str) -> None:
        """Cover `window`."""
        super().__init__(look, window, "duotone/wrench", T("This form could not work something out."))
        self.say(
            Words(look, T("Your answers are kept, and you can go on. If something looks wrong, call the assistant."))
        )
        at = left_to_right(node)  # a reference stays as the form's author writes it
        where = T("For the assistant: form {form}, version {version}, {node}", form=form, version=version, node=at)
        self.say(Words(look, where, "hint"))
        on = Button(look, T("Go on"), icon="bold/arrow-right", icon_last=True, kind="primary")
        on.clicked.connect(self.stay)
        self.offer(on)

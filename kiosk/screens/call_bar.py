"""The lamp as it is seen: a bar on top of whatever the machine at the desk shows, as long as somebody calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from assets.texts import T, left_to_right, listed
from kiosk.widgets import Button, IconMark, Words, announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.theme import Look


class CallBar(QFrame):
    """Hidden while nobody calls; `answered` says that somebody goes there."""

    answered = Signal()

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        self.look = look
        self.setProperty("kind", "call")
        self.words = Words(look, "", "strong")
        self.coming = Button(look, T("I am coming"), icon="duotone/hand-waving", kind="primary", in_frame=True)
        self.coming.clicked.connect(self._answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(IconMark(look, "duotone/hand-palm", "warn", 44, in_frame=True))
        row.addWidget(self.words, 1)
        row.addWidget(self.coming)
        self.hide()

    def show_calls(self, devices: Sequence[str]) -> None:
        """Say which machines call; none hides the bar."""
        self.setVisible(bool(devices))
        if not devices:
            return
        names = [left_to_right(device) for device in devices]
        self.words.set_words(T("Help is needed at: {machines}", machines=lambda language: listed(names, language)))
        self.coming.setEnabled(True)
        announce(self, self.words.text(), urgent=True)

    def _answer(self) -> None:
        self.coming.setEnabled(False)
        self.answered.emit()

"""An address of the web to be taken along: nobody can go there from a counter, but with a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from assets.texts import T, left_to_right
from kiosk.controls.reading import NoteControl
from kiosk.widgets import Words
from kiosk.widgets.qr_mark import QrMark

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.control import Surroundings


class LinkControl(NoteControl):
    """The address in letters, left to right, and as a code for a telephone's camera."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without an address."""
        super().__init__(surroundings, ref)
        self.code = QrMark()
        self.code.setAccessibleName(self.look.say(T("The address as a code")))
        self.words = Words(self.look, T("A telephone's camera opens it."), "hint")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.value.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.card.column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.card.column.addWidget(self.words)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the address, if there is one."""
        super().show_node(state, language)
        self.value.set_words(left_to_right(state.value))  # its digits belong to it: they are not translated
        self.code.show_code(state.value)
        self.words.setVisible(not self.code.isHidden())

"""How many: a number counted up and down by two big buttons, or typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from assets.texts import T
from kiosk.controls.number import NumberControl
from kiosk.widgets import Button

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.control import Surroundings


class CounterControl(NumberControl):
    """A whole number between less and more. It counts things, so that it never goes below none."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a number."""
        super().__init__(surroundings, ref)
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.less = Button(self.look, T("Less"), icon="bold/minus")
        self.more = Button(self.look, T("More"), icon="bold/plus")
        for button, by in ((self.less, -1), (self.more, 1)):
            button.setAutoRepeat(True)
            button.setAutoRepeatDelay(500)
            button.clicked.connect(lambda _=False, by=by: self._count(by))
        self.row.insertWidget(0, self.less)
        self.row.addWidget(self.more)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored number."""
        super().show_node(state, language)
        for button in (self.less, self.more):
            button.setEnabled(not state.readonly)

    def focus_first(self) -> None:
        """More: most counts begin there."""
        self.more.setFocus()

    def typing_field(self) -> None:
        """None: the keys come when the field is touched."""

    def name_field(self, words: str) -> None:
        """The field is called what is asked."""
        self.field.setAccessibleName(words)

    def _count(self, by: int) -> None:
        try:
            now = int(self.raw() or 0)
        except ValueError:
            now = 0
        self.field.setText(self._as_read(str(max(now + by, min(now, 0)))))
        self.commit()

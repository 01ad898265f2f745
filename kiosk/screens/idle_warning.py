"""The idle warning: covers everything, counts down, and goes away at any touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T
from kiosk.widgets import Button, Heading, IconMark, Words, announce, show_tree_in

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from kiosk.theme import Look


class IdleWarning(QWidget):
    """Lies over the whole window, so that nobody who comes by reads what was left on it."""

    stay = Signal()
    leave = Signal()

    def __init__(self, look: Look, window: QWidget, seconds: int) -> None:
        """Cover `window` and begin at `seconds`."""
        super().__init__(window)
        self.look = look
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = Heading(look, T("Are you still here?"))
        self._count = Words(look, "", "display")
        self._yes = Button(look, T("Yes, go on"), icon="duotone/hand-tap", kind="primary")
        self._no = Button(look, T("No, end"), icon="regular/sign-out")
        self._yes.clicked.connect(self.stay)
        self._no.clicked.connect(self.leave)
        self._lay_out()
        self.count(seconds)
        show_tree_in(self, look.language)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._yes.setFocus()
        announce(self, f"{self._heading.text()} {self._count.text()}", urgent=True)

    def count(self, seconds: int) -> None:
        """Show the `seconds` that are left."""
        self._count.set_words(T("{seconds} seconds", seconds=seconds))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere but on “end” means: yes."""
        super().mouseReleaseEvent(event)
        self.stay.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key means: yes; Tab moves between the two buttons."""
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.stay.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(20)
        column.addStretch(2)
        column.addWidget(IconMark(self.look, "duotone/hourglass-medium", "warn", 120), 0, Qt.AlignmentFlag.AlignHCenter)
        words = (
            self._heading,
            Words(self.look, T("Otherwise everything on the screen is wiped, so that nobody else sees it.")),
            self._count,
        )
        for widget in words:
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self._no)
        row.addWidget(self._yes)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

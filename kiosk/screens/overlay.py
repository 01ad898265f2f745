"""A page over the whole window: what lies below it cannot be read, and comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.widgets import Button, Heading, IconMark, Words, announce, show_tree_in

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from assets.texts import Text
    from kiosk.theme import Look


class Overlay(QWidget):
    """Icon, heading, words and buttons in the middle; `stay` is a touch anywhere but on the other buttons."""

    stay = Signal()

    def __init__(self, look: Look, window: QWidget, icon: str, heading: Text) -> None:
        """Cover `window`; nothing is seen before `uncover`."""
        super().__init__(window)
        self.look = look
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = Heading(look, heading)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(48, 48, 48, 48)
        self._column.setSpacing(20)
        self._column.addStretch(2)
        self._column.addWidget(IconMark(look, icon, "warn", 140), 0, Qt.AlignmentFlag.AlignHCenter)
        self.say(self._heading)

    def say(self, words: Words) -> None:
        """Add `words` in the middle."""
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(words)

    def offer(self, *buttons: Button) -> None:
        """Add `buttons` in a row and show everything; the last one takes the focus."""
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(3)
        show_tree_in(self, self.look.language)
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        self.show()
        self.raise_()
        buttons[-1].setFocus()
        announce(self, self._heading.text(), urgent=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere but on a button."""
        super().mouseReleaseEvent(event)
        self.stay.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key; Tab moves between the buttons."""
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.stay.emit()

"""A page over the whole window: what lies below it cannot be read, and comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from kiosk.widgets import Button, Heading, IconMark, Words, announce, show_tree_in

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent

    from assets.texts import Text
    from kiosk.theme import Look

LARGE_MARK = 180  # pixels, whatever the text size: it is a picture
_LARGE = 1.5  # text size from which a heading is as large as anything needs to be


class Overlay(QWidget):
    """Icon, heading, words and buttons in the middle; `stay` is a touch anywhere but on the other buttons.

    `gone` says that it is hidden.

    What lies below is hidden, not only painted over: neither Tab nor a screen reader comes to it. When the overlay
    goes, it is there again, with the focus where it was.
    """

    stay = Signal()
    gone = Signal()

    def __init__(self, look: Look, window: QWidget, icon: str | QWidget, heading: Text) -> None:
        """Cover `window`; nothing is seen before `offer`. `icon` is `style/name`, or what is shown in its place."""
        super().__init__(window)
        self.look = look
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._focus_before: QWidget | None = window.focusWidget()
        self._heading = Heading(look, heading, "display" if look.scale < _LARGE else "heading")
        window.installEventFilter(self)
        self.stay.connect(self.hide)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(40, 16, 40, 16)
        self._column.setSpacing(12)
        self._column.addStretch(2)
        mark = IconMark(look, icon, "warn", round(LARGE_MARK / look.scale)) if isinstance(icon, str) else icon
        self._column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
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
            button.setMinimumHeight(self.look.frame_px(84))
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(3)
        show_tree_in(self, self.look.language)
        self._cover()
        self.show()
        self.raise_()
        self._show_below(shown=False)
        buttons[-1].setFocus()
        announce(self, self._heading.text(), urgent=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window also when it becomes larger."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._cover()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give back what was covered, unless something else still covers it."""
        super().hideEvent(event)
        self.gone.emit()
        window = self.parentWidget()
        if window is None or any(each.isVisible() for each in window.findChildren(Overlay)):
            return
        self._show_below(shown=True)
        before = self._focus_before
        if before is not None and Shiboken.isValid(before) and before.isVisible():
            before.setFocus()

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

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())

    def _show_below(self, *, shown: bool) -> None:
        window = self.parentWidget()
        below = window.centralWidget() if isinstance(window, QMainWindow) else None
        if below is not None:
            below.setVisible(shown)

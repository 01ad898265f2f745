"""What is not right yet on a page: said on top, taking the focus, and leading to the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from assets.texts import T, Text
from kiosk.widgets import painting
from kiosk.widgets.button import Button
from kiosk.widgets.header import IconMark
from kiosk.widgets.words import Sayable, Words, said

if TYPE_CHECKING:
    from kiosk.theme import Look


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to be put right: where, and the sentence that says how."""

    ref: str
    sentence: Sayable


class ErrorSummary(QFrame):
    """The box on top of a page with errors. `asked` carries the reference of the field to go to.

    A page with one question says the sentence at the field, right below; here it is said to the ear only, so that
    the eye does not read it twice. A page with several lists each sentence as a way to its field.
    """

    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        """Begin hidden, without faults."""
        super().__init__()
        self.look = look
        self._faults: tuple[Fault, ...] = ()
        self.links: list[Button] = []
        self.setProperty("kind", "error-summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Words(look, "", "error-title")
        self._links = QVBoxLayout()
        self._links.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(14)
        row.addWidget(IconMark(look, "fill/warning-circle", "error", 38), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(self._links)
        row.addLayout(column, 1)
        self.hide()

    def show_faults(self, faults: tuple[Fault, ...], *, at_field: bool) -> None:
        """Show `faults`, none hides the box; `at_field` when the only sentence stands right below."""
        for link in self.links:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [] if at_field else [self._link(fault) for fault in faults]
        for link in self.links:
            self._links.addWidget(link)
        self._title.set_words(_title(len(faults)))
        self._faults = faults
        self.show_in(self.look.language)
        self.setVisible(bool(faults))

    def show_in(self, language: str) -> None:
        """Be called by all that is not right, in `language`."""
        sentences = (said(fault.sentence, language) for fault in self._faults)
        self.setAccessibleName(" ".join([said(_title(len(self._faults)), language), *sentences]))

    def titled(self, title: str) -> str:
        """Return the window's `title`, with «error» before it while the box is shown."""
        return title if self.isHidden() else self.look.say(T("Error: {title}", title=title))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pressed anywhere, the box leads to the first field."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self._ask()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """OK leads to the first field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, and its focus inside it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = painting.begin(self)
            painter.setPen(QPen(self.look.colour("focus_edge"), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(7, 2, -7, -2), 13, 13)
            painter.end()

    def _ask(self) -> None:
        self.asked.emit(self._faults[0].ref if self._faults else "")

    def _link(self, fault: Fault) -> Button:
        link = Button(self.look, fault.sentence, icon="bold/arrow-down", kind="danger")
        link.clicked.connect(lambda: self.asked.emit(fault.ref))
        return link


def _title(count: int) -> Text:
    if count == 1:
        return T("One thing must be put right before going on.")
    return T("{count} things must be put right before going on.", count=count)

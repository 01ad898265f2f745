"""Fields to type into: real line and text edits with the house's focus ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kiosk.theme import layout_direction
from kiosk.widgets import painting
from kiosk.widgets.words import Sayable, said

if TYPE_CHECKING:
    from kiosk.theme import Look


class TextField(QLineEdit):
    """One line of text. `inputMethodHints` tell the keyboard on the screen which keys to show."""

    def __init__(self, look: Look, name: Sayable | None = None, *, placeholder: Sayable = "") -> None:
        """Begin empty; `name` is what a screen reader calls the field, None where a question names it.

        `placeholder` stands in it while nothing is typed.
        """
        super().__init__()
        self.look, self._name, self._placeholder = look, name, placeholder
        self.setMinimumHeight(72)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.show_in(look.language)

    def show_in(self, language: str) -> None:
        """Begin where writing in `language` begins; an empty field would else begin where the machine's does."""
        if self._name is not None:
            self.setAccessibleName(said(self._name, language))
        if self._placeholder:
            self.setPlaceholderText(said(self._placeholder, language))
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        rtl = layout_direction(language) == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def rewrite(self, text: str) -> None:
        """Show `text` in place of what was typed, as long as that; the cursor stays where it was."""
        if text != self.text():
            cursor = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(cursor)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as one whose answer is not right."""
        _mark(self, wrong)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the focus ring under the field."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painting.focus_ring(painter, self.look, QRectF(self.rect()), 14)
            painter.end()
        super().paintEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines of text; Tab leads on to the next control, as everywhere."""

    def __init__(self, look: Look, rows: int = 4) -> None:
        """Begin empty, `rows` lines high."""
        super().__init__()
        self.look = look
        self._rows = rows
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_in(look.language)

    def show_in(self, language: str) -> None:
        """Write in the direction of `language`, and be as many lines high at the text size of now."""
        option = self.document().defaultTextOption()
        option.setTextDirection(layout_direction(language))
        # A text layout does not turn its alignment round with its direction, as widgets do.
        rtl = layout_direction(language) == Qt.LayoutDirection.RightToLeft
        option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        self.document().setDefaultTextOption(option)
        self.setFixedHeight(round(self.look.px(27) * 1.6) * self._rows + 46)

    def set_rows(self, rows: int) -> None:
        """Be `rows` lines high from now on."""
        self._rows = rows
        self.show_in(self.look.language)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as one whose answer is not right."""
        _mark(self, wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything but the arrows at the text's ends is typed; those move on, for there is no mouse."""
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.textCursor().position() == before:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)


def _mark(field: QWidget, wrong: bool) -> None:
    field.setProperty("wrong", wrong)
    field.style().unpolish(field)
    field.style().polish(field)
    field.update()

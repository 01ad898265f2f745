"""The keyboard itself: shows the keys that a field asks for, and types into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kiosk.keyboard.key import KeyButton
from kiosk.keyboard.layouts import Act, Layout, board, letters_of, number_pad

if TYPE_CHECKING:
    from kiosk.theme import Look

_GAP = 8
_PAD_WIDTH = 560
_DIGITS = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhFormattedNumbersOnly


class Keyboard(QFrame):
    """Stands below the page, never over it. `done` says that the person wants it away."""

    done = Signal()

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        self.look = look
        self.setProperty("kind", "keyboard")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.keys: list[KeyButton] = []
        self._field: QWidget | None = None
        self._letters = letters_of(look.language)[0]
        self._shifted = False
        self._boards: dict[Layout, _Board] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, _GAP, 12, _GAP)
        self.hide()

    def serve(self, field: QWidget) -> None:
        """Show the keys that `field` asks for, and type into it from now on."""
        if field is not self._field:
            self._field = field
            self._shifted = False
            self._letters = "en" if _wants_latin(field) else letters_of(self.look.language)[0]
            self._build()
        self.show()

    def dismiss(self) -> None:
        """Forget the field and go away."""
        self._field = None
        self.hide()

    @property
    def field(self) -> QWidget | None:
        """The field that is typed into now."""
        return self._field

    def show_in(self, language: str) -> None:
        """Show the letters of `language` and name the keys in it; they stay left to right whatever it is."""
        if self._field is not None and self._letters not in letters_of(language):
            self._letters = letters_of(language)[0]
            self._build()
        for key in self.keys:
            key.show_in(language)

    def _build(self) -> None:
        """Show the keys wanted; a board once laid out is kept, for thirty buttons take their time."""
        hints = self._field.inputMethodHints() if self._field is not None else Qt.InputMethodHint.ImhNone
        layout, pad = self._layout_for(hints), bool(hints & _DIGITS)
        if layout not in self._boards:
            self._boards[layout] = self._lay_out(layout, pad=pad)
            alignment = Qt.AlignmentFlag.AlignHCenter if pad else Qt.AlignmentFlag(0)
            self._column.addWidget(self._boards[layout], 0, alignment)
        for each in self._boards.values():
            each.setVisible(each is self._boards[layout])
        self.keys = self._boards[layout].keys
        for key in self.keys:
            key.show_in(self.look.language)

    def _lay_out(self, layout: Layout, *, pad: bool) -> _Board:
        board = _Board()
        grid = QGridLayout(board)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for row, keys in enumerate(layout):
            column = 0
            for key in keys:
                button = KeyButton(self.look, key, digits_of_language=pad)
                button.clicked.connect(self._pressed)
                grid.addWidget(button, row, column, 1, key.width)
                board.keys.append(button)
                column += key.width
        for column in range(grid.columnCount()):
            grid.setColumnStretch(column, 1)
        if pad:
            board.setFixedWidth(_PAD_WIDTH)
        return board

    def _layout_for(self, hints: Qt.InputMethodHint) -> Layout:
        if hints & _DIGITS:
            decimals = bool(hints & Qt.InputMethodHint.ImhFormattedNumbersOnly)
            return number_pad(decimals=decimals, signed=bool(hints & Qt.InputMethodHint.ImhPreferNumbers))
        several = isinstance(self._field, QPlainTextEdit)
        return board(self._letters, self._following(), several_lines=several, shifted=self._shifted)

    def _following(self) -> str:
        """The letters that come after those shown."""
        offered = letters_of(self.look.language)
        at = offered.index(self._letters) if self._letters in offered else -1
        return offered[(at + 1) % len(offered)]

    def _pressed(self) -> None:
        button = self.sender()
        if not isinstance(button, KeyButton) or self._field is None:
            return
        does = button.key.does
        if isinstance(does, str):
            self._type(button.text() if does.isdigit() else does)
        else:
            self._act(does)

    def _act(self, act: Act) -> None:
        match act:
            case Act.BACKSPACE:
                self._send_key(Qt.Key.Key_Backspace)
            case Act.NEW_LINE:
                self._send_key(Qt.Key.Key_Return, "\n")
            case Act.SHIFT:
                self._shifted = not self._shifted
                self._build()
            case Act.OTHER_LETTERS:
                self._letters = self._following()
                self._build()
            case Act.DONE:
                self.done.emit()

    def _type(self, words: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(words)
        for field in self._focused_field():
            QApplication.sendEvent(field, event)

    def _send_key(self, key: Qt.Key, words: str = "") -> None:
        for field in self._focused_field():
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, words))

    def _focused_field(self) -> tuple[QWidget, ...]:
        """The field, given the focus first where the heading still had it; nothing when none is served."""
        if self._field is None:
            return ()
        if not self._field.hasFocus():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        return (self._field,)


class _Board(QWidget):
    """One set of keys."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[KeyButton] = []


def _wants_latin(field: QWidget) -> bool:
    return bool(field.inputMethodHints() & Qt.InputMethodHint.ImhLatinOnly)

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
            self._letters = self._first_letters(field)
            self._build()
        self.show()

    def room_for(self, field: QWidget) -> int:
        """Return how high it will stand with the keys that `field` asks for, in pixels; they are laid out with that."""
        board = self._board(field, self._first_letters(field), shifted=False)
        around = self.contentsMargins() + self._column.contentsMargins()
        return board.sizeHint().height() + around.top() + around.bottom()

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
        if self._field is None:
            return
        if self._letters not in letters_of(language):
            self._letters = letters_of(language)[0]
        self._build()

    def _build(self) -> None:
        """Show the keys wanted, named in the language shown."""
        if self._field is None:
            return
        shown = self._board(self._field, self._letters, shifted=self._shifted)
        shown.show_in(self.look.language)
        for each in self._boards.values():
            if each is not shown:
                each.hide()  # first: with two boards standing, even for a moment, the window would have to grow
        shown.show()
        self.keys = shown.keys

    def _board(self, field: QWidget, letters: str, *, shifted: bool) -> _Board:
        """Return the keys for `field`; a board once laid out is kept, for thirty buttons take their time."""
        layout, pad = self._layout_for(field, letters, shifted=shifted), _wants_pad(field)
        if layout not in self._boards:
            self._boards[layout] = self._lay_out(layout, pad=pad)
            alignment = Qt.AlignmentFlag.AlignHCenter if pad else Qt.AlignmentFlag(0)
            self._column.addWidget(self._boards[layout], 0, alignment)
        return self._boards[layout]

    def _lay_out(self, layout: Layout, *, pad: bool) -> _Board:
        board = _Board(self.look.language)
        board.hide()
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

    def _layout_for(self, field: QWidget, letters: str, *, shifted: bool) -> Layout:
        hints = field.inputMethodHints()
        if _wants_pad(field):
            decimals = bool(hints & Qt.InputMethodHint.ImhFormattedNumbersOnly)
            return number_pad(decimals=decimals, signed=bool(hints & Qt.InputMethodHint.ImhPreferNumbers))
        return board(
            letters, self._following(letters), several_lines=isinstance(field, QPlainTextEdit), shifted=shifted
        )

    def _first_letters(self, field: QWidget) -> str:
        return "en" if _wants_latin(field) else letters_of(self.look.language)[0]

    def _following(self, letters: str) -> str:
        """The letters that come after `letters`."""
        offered = letters_of(self.look.language)
        at = offered.index(letters) if letters in offered else -1
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
                self._letters = self._following(self._letters)
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
    """One set of keys, written in a language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.keys: list[KeyButton] = []
        self._language = language

    def show_in(self, language: str) -> None:
        """Write the keys in `language`, if they are not."""
        if language != self._language:
            self._language = language
            for key in self.keys:
                key.show_in(language)


def _wants_latin(field: QWidget) -> bool:
    return bool(field.inputMethodHints() & Qt.InputMethodHint.ImhLatinOnly)


def _wants_pad(field: QWidget) -> bool:
    return bool(field.inputMethodHints() & _DIGITS)

"""The first page: whose counter this is, that it is for everybody, and that one touch begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import Button, Footer, IconMark, Words, said

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from kiosk.theme import Look
    from kiosk.widgets import Sayable

START = T("Touch here to begin")
_IN_A_ROW = 2
_PROMISES = (
    ("duotone/wifi-slash", T("Works without internet")),
    ("duotone/printer", T("You get a printed receipt")),
    ("duotone/hand-palm", T("The assistant helps you")),
)


class AttractScreen(Screen):
    """Any touch or key begins; nothing on it belongs to a person.

    `language_chosen` comes before `touched` when a button was pressed: it begins in the language that it speaks.
    """

    framed = False
    touched = Signal()
    language_chosen = Signal(str)

    def __init__(self, look: Look, office: Sayable, languages: tuple[str, ...]) -> None:
        """Greet in every one of `languages` for `office`."""
        super().__init__(look)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self._greeting(office, languages), 3)
        self.column.addStretch(1)
        self.column.addLayout(self._promises())
        self.column.addStretch(1)

    def title(self) -> str:
        """The counter's name."""
        return self.look.say(T("Services counter"))

    def footer(self) -> Footer:
        """Nothing at the bottom: the whole page is one button."""
        return Footer(None, None, None)

    def first_focus(self) -> QWidget:
        """The button in the language of the place: OK on a keypad begins."""
        return self.start

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere begins."""
        super().mouseReleaseEvent(event)
        self.touched.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key begins."""
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.touched.emit()

    def _greeting(self, office: Sayable, languages: tuple[str, ...]) -> QFrame:
        panel = QFrame()
        panel.setProperty("kind", "header")
        column = QVBoxLayout(panel)
        column.setContentsMargins(48, 24, 48, 40)
        column.setSpacing(8)
        column.addStretch(2)
        mark = IconMark(self.look, "duotone/house-line", "on_header", 128)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(_centred(Words(self.look, T("Services counter"), "display")))
        column.addWidget(_centred(Words(self.look, office)))
        column.addStretch(1)
        column.addLayout(self._starts(languages))
        column.addStretch(1)
        return panel

    def _starts(self, languages: tuple[str, ...]) -> QVBoxLayout:
        """The languages of the office large, two beside each other; the others below, small."""
        buttons = [_StartButton(self.look, START, language) for language in languages]
        rows = QVBoxLayout()
        rows.setSpacing(12)
        for at in range(0, len(buttons), _IN_A_ROW):
            row = QHBoxLayout()
            row.setSpacing(24)
            row.addStretch(1)
            for button in buttons[at : at + _IN_A_ROW]:
                button.clicked.connect(lambda _=False, language=button.own: self._begin_in(language))
                button.set_large(large=at == 0)
                row.addWidget(button, 4)
            row.addStretch(1)
            rows.addLayout(row)
        self.start = buttons[0]
        return rows

    def _begin_in(self, language: str) -> None:
        self.language_chosen.emit(language)
        self.touched.emit()

    def _promises(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(32, 0, 32, 0)
        row.setSpacing(24)
        for icon, words in _PROMISES:
            column = QVBoxLayout()
            column.addWidget(IconMark(self.look, icon, "brand", 84), 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(_centred(Words(self.look, words, "subheading")))
            row.addLayout(column, 1)
        return row


class _StartButton(Button):
    """Begins, and says so in its own language whatever language is shown."""

    def __init__(self, look: Look, words: Text, language: str) -> None:
        """Say `words` in `language`."""
        self.own = language
        self._large = True
        super().__init__(look, said(words, language), icon="duotone/hand-tap")
        self.set_large(large=True)

    def set_large(self, *, large: bool) -> None:
        """Be one of the first that is seen, or one of the others."""
        self._large = large
        self.setMinimumHeight(self.look.px(110 if large else 72))
        self.updateGeometry()

    def _font(self) -> QFont:
        return self.look.font(self.look.px(27 if self._large else 21), QFont.Weight.Bold)

    def _icon_side(self) -> int:
        return self.look.px(48 if self._large else 32)


def _centred(words: Words) -> Words:
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words

"""The first page: whose counter this is, that it is for everybody, and that one touch begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFont, QPainterPath
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.theme import layout_direction
from kiosk.widgets import Button, Footer, IconMark, Words, painting, said

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from kiosk.theme import Look
    from kiosk.widgets import Sayable

START = T("Touch here to begin")
_IN_A_ROW = 2
_SIDE, _GAP = 24, 16  # pixels
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say how to begin on one line where there is room for it, all equally wide."""
        super().resizeEvent(event)
        wished = max(button.sizeHint().width() for button in self.starts)
        fits = _IN_A_ROW * wished + _GAP <= event.size().width() - 2 * _SIDE
        for button in self.starts:
            button.setMinimumWidth(wished if fits else 0)

    def _greeting(self, office: Sayable, languages: tuple[str, ...]) -> QFrame:
        panel = _Land(self.look)
        column = QVBoxLayout(panel)
        column.setContentsMargins(_SIDE, 12, _SIDE, 28)
        column.setSpacing(0)
        column.addStretch(2)
        mark = IconMark(self.look, "duotone/house-line", "on_header", 104, in_frame=True)
        column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(_centred(Words(self.look, T("Services counter"), "greeting")))
        column.addWidget(_centred(Words(self.look, office, "promise")))
        column.addSpacing(16)
        column.addStretch(1)
        column.addLayout(self._starts(languages))
        column.addStretch(1)
        return panel

    def _starts(self, languages: tuple[str, ...]) -> QVBoxLayout:
        """The languages of the office large, two beside each other; the others below, small."""
        self.starts = tuple(_StartButton(self.look, START, language) for language in languages)
        rows = QVBoxLayout()
        rows.setSpacing(12)
        for at in range(0, len(self.starts), _IN_A_ROW):
            row = QHBoxLayout()
            row.setSpacing(_GAP)
            row.addStretch(1)
            for button in self.starts[at : at + _IN_A_ROW]:
                button.clicked.connect(lambda _=False, language=button.own: self._begin_in(language))
                button.set_large(large=at == 0)
                row.addWidget(button)
            row.addStretch(1)
            rows.addLayout(row)
        self.start = self.starts[0]
        return rows

    def _begin_in(self, language: str) -> None:
        self.language_chosen.emit(language)
        self.touched.emit()

    def _promises(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE, 12, _SIDE, 12)
        row.setSpacing(24)
        for icon, words in _PROMISES:
            column = QVBoxLayout()
            mark = IconMark(self.look, icon, "brand", 72, in_frame=True)
            column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(_centred(Words(self.look, words, "promise")))
            column.addStretch(1)
            row.addLayout(column, 1)
        return row


class _Land(QFrame):
    """The ground of the greeting: two ranges of hills behind what is said, as calm as their colours are near."""

    def __init__(self, look: Look) -> None:
        """Lie below what is put on it."""
        super().__init__()
        self.look = look
        self.setProperty("kind", "header")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the far hills, then the near ones."""
        super().paintEvent(event)
        painter = painting.begin(self)
        painter.setPen(Qt.PenStyle.NoPen)
        for role, left, crest, right in (("header_button", 0.74, 0.44, 0.58), ("header_press", 0.80, 1.06, 0.72)):
            painter.setBrush(self.look.colour(role))
            painter.drawPath(self._range(left, crest, right))
        painter.end()

    def _range(self, left: float, crest: float, right: float) -> QPainterPath:
        """Hills from the `left` edge over a `crest` to the `right` one, in parts of the height from the top."""
        width, height = self.width(), self.height()
        hills = QPainterPath(QPointF(0, height * left))
        middle = QPointF(width * 0.55, height * (left + right) / 2)
        hills.quadTo(QPointF(width * 0.28, height * crest), middle)
        hills.quadTo(QPointF(width * 0.82, 2 * middle.y() - height * crest), QPointF(width, height * right))
        hills.lineTo(width, height)
        hills.lineTo(0, height)
        hills.closeSubpath()
        return hills


class _StartButton(Button):
    """Begins, and says so in its own language whatever language is shown."""

    def __init__(self, look: Look, words: Text, language: str) -> None:
        """Say `words` in `language`."""
        self.own = language
        self._large = True
        super().__init__(look, said(words, language), icon="duotone/hand-tap", in_frame=True)
        self.setLayoutDirection(layout_direction(language))
        self.set_large(large=True)

    def set_large(self, *, large: bool) -> None:
        """Be one of the first that is seen, or one of the others."""
        self._large = large
        self.setMinimumHeight(self.look.frame_px(104 if large else 72))
        self.updateGeometry()

    def _font(self) -> QFont:
        return self.look.font(self._px(26 if self._large else 21), QFont.Weight.Bold)

    def _icon_side(self) -> int:
        return self._px(42 if self._large else 32)


def _centred(words: Words) -> Words:
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words

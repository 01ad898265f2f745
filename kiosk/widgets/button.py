"""The buttons: real QPushButtons that paint themselves, wrap their words, and act on release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kiosk.widgets import painting
from kiosk.widgets.painting import RING
from kiosk.widgets.words import Sayable, said

if TYPE_CHECKING:
    from kiosk.theme import Look

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]
TARGET = 56  # the least side of anything to be pressed, in pixels


@dataclass(frozen=True, slots=True)
class _Face:
    """The roles of a button's colours, at rest and pressed."""

    fill: str
    words: str
    border: str
    pressed_fill: str
    pressed_words: str


_FACES: dict[ButtonKind, _Face] = {
    "primary": _Face("brand", "on_brand", "brand", "brand_press", "on_brand"),
    "secondary": _Face("surface", "ink", "line", "brand_soft", "ink"),
    "quiet": _Face("page", "brand", "page", "brand_soft", "brand"),
    "danger": _Face("surface", "error", "error", "error_soft", "error"),
}


class Button(QPushButton):
    """A button with words and maybe an icon; `in_frame` makes it grow only as far as what frames the page.

    What is `personal` is said only where nobody else hears it.
    """

    personal = False
    own: str | None = None  # its language, where it is another than all around it

    def __init__(
        self,
        look: Look,
        words: Sayable,
        *,
        icon: str | None = None,
        kind: ButtonKind = "secondary",
        icon_last: bool = False,
        in_frame: bool = False,
        name: Sayable | None = None,
    ) -> None:
        """Show `words` with the icon `style/name` before them, or after them with `icon_last`.

        `name` is what a screen reader says where the words alone are not enough; "" words make an icon-only button.
        """
        super().__init__()
        self.look = look
        self._words, self._name = words, name
        self._icon, self._icon_last = icon, icon_last
        self._face = _FACES[kind]
        self._bold = kind != "quiet"
        self._in_frame = in_frame
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_in(look.language)

    @property
    def sayable(self) -> Sayable:
        """What it is called, before it is put into a language."""
        return self._words if self._name is None else self._name

    def set_words(self, words: Sayable, *, name: Sayable | None = None) -> None:
        """Show other words, with another accessible name."""
        if (words, name) == (self._words, self._name):
            return
        self._words, self._name = words, name
        self.show_in(self.look.language)

    def set_face(self, kind: ButtonKind) -> None:
        """Look like a button of another kind."""
        self._face = _FACES[kind]
        self.update()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def show_in(self, language: str) -> None:
        """Say the words in `language`."""
        self.setText(said(self._words, language))
        self.setAccessibleName(said(self._name, language) if self._name is not None else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words on one line."""
        words = painting.text_width(self._font(), self.text()) if self.text() else 0
        width = max(words + self._beside_words(), self._px(TARGET) + 2 * RING)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word: what is wider is wrapped."""
        width = max(painting.widest_word(self._font(), self.text()) + self._beside_words(), TARGET + 2 * RING)
        return QSize(width, self._px(TARGET) + 2 * RING)

    def hasHeightForWidth(self) -> bool:
        """The words may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the words wrapped into `width`, never less than a target."""
        words = painting.text_height(self._font(), self.text(), width - self._beside_words())
        return max(self._px(62), words + self._px(14)) + 2 * RING

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """OK on a keypad is Return: it presses, once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint focus ring, box, icon and words."""
        painter = painting.begin(self)
        rect = QRectF(self.rect())
        inner = rect.adjusted(RING, RING, -RING, -RING)
        face, down = self._face, self.isDown()
        if self.hasFocus():
            painting.focus_ring(painter, self.look, rect, 14)
        fill = face.pressed_fill if down else face.fill
        words = face.pressed_words if down else face.words
        border = face.border
        if not self.isEnabled():
            fill, words, border = "page", "quiet", "hair"
        painting.box(painter, self.look, inner, fill, border, 3, 14, dashed=not self.isEnabled())
        self._paint_inside(painter, inner, words)
        painter.end()

    def _paint_inside(self, painter: QPainter, inner: QRectF, role: str) -> None:
        side = float(self._icon_side()) if self._icon else 0.0
        gap = self._gap() if self.text() else 0
        room = inner.width() - side - gap - 2 * self._padding()
        words = float(painting.wrapped_width(self._font(), self.text(), int(room))) if self.text() else 0.0
        whole = side + gap + words
        start = inner.left() + (inner.width() - whole) / 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        icon_on_left = self._icon_last == rtl
        icon_left = start if icon_on_left else start + words + gap
        words_left = start + side + gap if icon_on_left and self._icon else start
        if self._icon:
            square = QRectF(round(icon_left), round(inner.center().y() - side / 2), side, side)
            painting.icon(painter, self, self.look, self._icon, role, square)
        room_for_words = QRectF(words_left - 1, inner.top(), words + 2, inner.height())
        painting.text(painter, self.look, room_for_words, "centre", self.text(), self._font(), role)

    def _font(self) -> QFont:
        weight = QFont.Weight.Bold if self._bold else QFont.Weight.Medium
        return self.look.font(self._px(21), weight)

    def _px(self, size: float) -> int:
        return self.look.frame_px(size) if self._in_frame else self.look.px(size)

    def _icon_side(self) -> int:
        return self._px(30)

    def _padding(self) -> int:
        return self._px(18) if self.text() else self._px(12)

    def _gap(self) -> int:
        return self._px(10) if self._icon else 0

    def _beside_words(self) -> int:
        icon = self._icon_side() + (self._gap() if self.text() else 0) if self._icon else 0
        return icon + 2 * self._padding() + 2 * RING


class ToolButton(Button):
    """A tool of the header: its icon over its word, so that large text never takes the word away."""

    def __init__(self, look: Look, words: Sayable, *, icon: str) -> None:
        """Show `icon` over `words`."""
        super().__init__(look, words, icon=icon, in_frame=True)
        self._face = _Face("header_button", "on_header", "header_line", "header_press", "on_header")

    def sizeHint(self) -> QSize:
        """As wide as the word, as high as icon and word."""
        width = max(painting.text_width(self._font(), self.text()) + self._px(20), self._px(76))
        return QSize(width + 2 * RING, self._px(68) + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The word stays on one line."""
        return False

    def _paint_inside(self, painter: QPainter, inner: QRectF, role: str) -> None:
        side = float(self._px(28))
        line = painting.text_height(self._font(), self.text(), 10_000)
        top = inner.top() + (inner.height() - side - line) / 2 + 1
        square = QRectF(round(inner.center().x() - side / 2), round(top), side, side)
        if self._icon:
            painting.icon(painter, self, self.look, self._icon, role, square)
        below = QRectF(inner.left(), square.bottom(), inner.width(), line)
        painting.text(painter, self.look, below, "centre", self.text(), self._font(), role)

    def _font(self) -> QFont:
        return self.look.font(self._px(15), QFont.Weight.Medium)

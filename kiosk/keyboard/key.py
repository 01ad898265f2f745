"""One key: painted, never taking the focus, acting on release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kiosk.keyboard.layouts import Act, Key
from kiosk.widgets import painting, said

if TYPE_CHECKING:
    from kiosk.theme import Look

HEIGHT = 56
_REPEAT_AFTER = 2000  # milliseconds; EN 301 549, 5.7: who cannot lift a finger quickly must not type twice


class KeyButton(QPushButton):
    """A key of the keyboard on the screen."""

    def __init__(self, look: Look, key: Key, *, digits_of_language: bool) -> None:
        """`digits_of_language` writes a digit on the key as the language does."""
        super().__init__()
        self.look, self.key = look, key
        self._own_digits = digits_of_language
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if key.does is Act.BACKSPACE:
            self.setAutoRepeat(True)
            self.setAutoRepeatDelay(_REPEAT_AFTER)
        self.show_in(look.language)

    def show_in(self, language: str) -> None:
        """Write face and name in `language`."""
        face = said(self.key.face, language)
        face = self.look.digits(face) if self._own_digits else face
        self.setText(face)
        self.setAccessibleName(said(self.key.name, language) if self.key.name is not None else face)
        self.update()

    def sizeHint(self) -> QSize:
        """A target."""
        return QSize(HEIGHT, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A target."""
        return QSize(HEIGHT, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the key, pressed or not."""
        painter = painting.begin(self)
        rect = QRectF(self.rect())
        painting.box(painter, self.look, rect, "key_press" if self.isDown() else "key", "line", 2, 10)
        if self.key.icon is not None:
            side = 30.0
            square = QRectF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side)
            painting.keyed_icon(painter, self.look, self.key.icon, "ink", square, self.devicePixelRatioF())
        else:
            single = isinstance(self.key.does, str) and len(self.text()) == 1
            size = self.look.frame_px(26 if single else 18)
            font = self.look.font(size, QFont.Weight.Medium)
            painting.text(painter, self.look, rect, "centre", self.text(), font, "ink")
        painter.end()

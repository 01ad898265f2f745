"""One key: painted, never taking the focus, acting on release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kiosk.keyboard.layouts import Act, Key
from kiosk.widgets import painting, said

if TYPE_CHECKING:
    from kiosk.theme import Look

HEIGHT = 56
_REPEAT_AFTER = 2000  # milliseconds; EN 301 549, 5.7: who cannot lift a finger quickly must not type twice


class KeyButton(QPushButton):
    """A key of the keyboard on the screen; `walked` while the arrows of a keypad have come to it."""

    def __init__(self, look: Look, key: Key, *, digits_of_language: bool) -> None:
        """`digits_of_language` writes a digit on the key as the language does."""
        super().__init__()
        self.look, self.key = look, key
        self._own_digits = digits_of_language
        self.walked = False
        self._painted: tuple[object, ...] = ()
        self._picture = QPixmap()
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

    def set_walked(self, walked: bool) -> None:
        """Show that the arrows of a keypad have come here."""
        self.walked = walked
        self.update()

    def sizeHint(self) -> QSize:
        """A target."""
        return QSize(HEIGHT, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A target."""
        return QSize(HEIGHT, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Put the face on the screen; a board has thirty keys and comes and goes with every field."""
        look = self.look
        kind = (self.text(), self.size(), self.isDown(), look.theme.name, look.scale, self.devicePixelRatioF())
        if kind != self._painted:
            self._painted, self._picture = kind, self._paint_face()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self.walked:
            self._paint_ring(painter)
        painter.end()

    def _paint_face(self) -> QPixmap:
        """Paint the key, pressed or not."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painting.box(painter, self.look, rect, "key_press" if self.isDown() else "key", "line", 2, 10)
        if self.key.icon is not None:
            side = 30.0
            square = QRectF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side)
            painting.keyed_icon(painter, self.look, self.key.icon, "ink", square, ratio)
        else:
            single = isinstance(self.key.does, str) and len(self.text()) == 1
            font = self.look.font(self.look.frame_px(26 if single else 18), QFont.Weight.Medium)
            painting.text(painter, self.look, rect, "centre", self.text(), font, "ink")
        painter.end()
        return picture

    def _paint_ring(self, painter: QPainter) -> None:
        """Paint the two rings of the focus inside the key, one dark and one light, around what stands on it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for role, width, inside in (("focus_ink", 3, 1.5), ("focus", 4, 4.5)):
            painter.setPen(QPen(self.look.colour(role), width))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inside, inside, -inside, -inside), 9, 9)

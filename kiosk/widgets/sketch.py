"""A sheet to draw and sign on, with a finger, a pen or a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from kiosk.theme import Look

_PEN = 4.0  # pixels on the sheet
_PEN_ON_PHOTO = 1 / 90  # of its longer side
# of what is sent, in every theme
INK, PAPER, MARKER = (QColor(each) for each in (Qt.GlobalColor.black, Qt.GlobalColor.white, Qt.GlobalColor.red))


class Sketch(QWidget):
    """The sheet. Its picture has `size` whatever room it is shown in; `changed` tells each stroke ended.

    On a photo (`show_photo`) the strokes are broad and red with a white edge, to be seen on whatever it shows.
    """

    changed = Signal()

    def __init__(self, look: Look, size: QSize) -> None:
        """Begin with an empty sheet of `size` pixels."""
        super().__init__()
        self.look, self._size = look, size
        self._ground: QImage | None = None
        self._strokes: list[QPainterPath] = []
        self._drawing: QPainterPath | None = None
        self._on_photo = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def is_empty(self) -> bool:
        """Whether nothing is on the sheet."""
        return self._ground is None and not self._strokes

    def can_undo(self) -> bool:
        """Whether there is a stroke to take back."""
        return bool(self._strokes)

    def show_picture(self, picture: QImage | None) -> None:
        """Begin anew on `picture`, None on an empty sheet."""
        self._ground, self._strokes = picture, []
        self.update()

    def show_photo(self, photo: QImage) -> None:
        """Begin anew on `photo`, as large as it is."""
        self._size, self._on_photo = photo.size(), True
        self.show_picture(photo)

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self.update()
            self.changed.emit()

    def clear(self) -> None:
        """Begin anew."""
        self.show_picture(None)
        self.changed.emit()

    def picture(self) -> QImage:
        """Return the sheet with all that is on it."""
        image = QImage(self._size, QImage.Format.Format_RGB32 if self._on_photo else QImage.Format.Format_Grayscale8)
        image.fill(PAPER)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        return image

    def png(self) -> bytes:
        """Return the sheet as PNG: black on white."""
        target = QBuffer()
        target.open(QIODevice.OpenModeFlag.WriteOnly)
        self.picture().save(target, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, PySide6 takes a str
        return bytes(target.data().data())

    def sizeHint(self) -> QSize:
        """As high as the sheet is at a common width."""
        return QSize(600, 260)

    def minimumSizeHint(self) -> QSize:
        """Room for a name."""
        return QSize(280, 180)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; a touch alone makes a dot."""
        self._drawing = QPainterPath(self._on_sheet(event.position()))
        self._drawing.lineTo(self._on_sheet(event.position()) + QPointF(0.1, 0.1))
        self._strokes.append(self._drawing)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if self._drawing is not None:
            self._drawing.lineTo(self._on_sheet(event.position()))
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the stroke."""
        if self._drawing is not None:
            self._drawing = None
            self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet as large as it fits, with its strokes."""
        painter = painting.begin(self)
        sheet = self._sheet()
        if self.hasFocus():
            painting.focus_ring(painter, self.look, sheet.adjusted(-RING, -RING, RING, RING), 8)
        painter.fillRect(sheet, PAPER)
        painter.save()
        painter.setClipRect(sheet)
        painter.translate(sheet.topLeft())
        painter.scale(sheet.width() / self._size.width(), sheet.height() / self._size.height())
        self._draw(painter)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.look.colour("line"), 2))
        painter.drawRect(sheet)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground is not None:
            painter.drawImage(QRectF(0, 0, self._size.width(), self._size.height()), self._ground)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in self._pens():
            painter.setPen(
                QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            for stroke in self._strokes:
                painter.drawPath(stroke)

    def _pens(self) -> tuple[tuple[QColor, float], ...]:
        if not self._on_photo:
            return ((INK, _PEN),)
        width = max(self._size.width(), self._size.height()) * _PEN_ON_PHOTO
        return (PAPER, width * 1.7), (MARKER, width)

    def _sheet(self) -> QRectF:
        """Where the sheet lies in the widget: as large as fits, in the middle."""
        room = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        size = self._size.toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.center().x() - size.width() / 2
        return QRectF(left, room.center().y() - size.height() / 2, size.width(), size.height())

    def _on_sheet(self, at: QPointF) -> QPointF:
        sheet = self._sheet()
        scale = self._size.width() / max(1.0, sheet.width())
        return QPointF((at.x() - sheet.left()) * scale, (at.y() - sheet.top()) * scale)

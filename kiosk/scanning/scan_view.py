"""What the camera sees while a code is looked for, with a frame to hold it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.scanning.decoding import ANY, Kinds
from kiosk.scanning.frames import FrameReader
from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent

    from kiosk.theme import Look

_HEIGHT, _LOW = 220, 160  # pixels that it asks for; low where large text takes the room
_LARGE = 1.5  # text size
_ARM = 40  # pixels: each side of the marks that show where to hold the code


class ScanView(QWidget):
    """Shows the camera's frames and looks for a code in them.

    `found` carries the code's text; then the camera is off. `failed` says that the camera gives no frames.
    Frames are in memory only, and the last one is forgotten when the view stops or is hidden.
    """

    found = Signal(str)
    failed = Signal()

    def __init__(self, look: Look, kinds: Kinds = ANY) -> None:
        """Wait for `start`."""
        super().__init__()
        self.look = look
        self._frame = QImage()
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession()
        self.sink = QVideoSink()
        self._session.setVideoSink(self.sink)
        self.sink.videoFrameChanged.connect(self._take)
        self._reader = FrameReader(kinds, self)
        self._reader.found.connect(self._found)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def looking(self) -> bool:
        """Whether the next frame will be looked at."""
        return self._reader.idle

    def start(self) -> None:
        """Switch the default camera on."""
        camera = QCamera(QMediaDevices.defaultVideoInput())
        camera.errorOccurred.connect(self._could_not)
        self._session.setCamera(camera)
        self._camera = camera
        camera.start()

    def stop(self) -> None:
        """Switch the camera off and forget what it saw."""
        if self._camera is not None:
            self._camera.stop()
        self._frame = QImage()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is given."""
        return QSize(480, _HEIGHT if self.look.scale < _LARGE else _LOW)

    def minimumSizeHint(self) -> QSize:
        """Large enough to aim by."""
        return QSize(240, _LOW)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is not seen by the camera."""
        super().hideEvent(event)
        self.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame as a mirror does, and the marks over it."""
        painter = painting.begin(self)
        rect = QRectF(self.rect()).adjusted(RING, 0, -RING, 0)  # as wide as the buttons are painted
        painting.box(painter, self.look, rect, "sunken", "line", 2, 14)
        if not self._frame.isNull():
            size = self._frame.size().scaled(rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            seen = QRectF(0, 0, size.width(), size.height())
            seen.moveCenter(rect.center())
            painter.drawImage(seen, self._frame)
            self._paint_marks(painter, seen)
        painter.end()

    def _paint_marks(self, painter: QPainter, seen: QRectF) -> None:
        """Four corners, dark around light: seen on any picture."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        marks = _corners(seen)
        for role, width in (("focus_ink", 9), ("focus", 5)):
            painter.setPen(QPen(self.look.colour(role), width, c=Qt.PenCapStyle.RoundCap))
            painter.drawPath(marks)

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        if self._reader.done:
            return
        image = frame.toImage()
        self._frame = image.flipped(Qt.Orientation.Horizontal)
        self._reader.look_at(image)
        self.update()

    @Slot(str)
    def _found(self, text: str) -> None:
        self.stop()
        self.found.emit(text)

    @Slot()
    def _could_not(self) -> None:
        self.stop()
        self.failed.emit()


def _corners(seen: QRectF) -> QPainterPath:
    """Return the corners of the place, in the middle of `seen`, to hold a code in."""
    inset = min(seen.width(), seen.height()) * 0.12
    box = seen.adjusted(inset, inset, -inset, -inset)
    path = QPainterPath()
    for x, y, right, down in (
        (box.left(), box.top(), _ARM, _ARM),
        (box.right(), box.top(), -_ARM, _ARM),
        (box.right(), box.bottom(), -_ARM, -_ARM),
        (box.left(), box.bottom(), _ARM, -_ARM),
    ):
        path.moveTo(x + right, y)
        path.lineTo(x, y)
        path.lineTo(x, y + down)
    return path

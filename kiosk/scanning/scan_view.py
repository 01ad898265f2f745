"""What the camera sees while a code is looked for, with a frame to hold it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainterPath, QPen
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink

from kiosk.scanning.decoding import ANY, Kinds
from kiosk.scanning.frames import FrameReader
from kiosk.widgets.frame_view import FrameView

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPainter

    from kiosk.theme import Look

_ARM = 40  # pixels: each side of the marks that show where to hold the code


class ScanView(FrameView):
    """Shows the camera's frames and looks for a code in them.

    `found` carries the code's text; then the camera is off. `failed` says that the camera gives no frames.
    Frames are in memory only, and the last one is forgotten when the view stops or is hidden.
    """

    found = Signal(str)
    failed = Signal()

    def __init__(self, look: Look, kinds: Kinds = ANY) -> None:
        """Wait for `start`."""
        super().__init__(look)
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession()
        self.sink = QVideoSink()
        self._session.setVideoSink(self.sink)
        self.sink.videoFrameChanged.connect(self._take)
        self._reader = FrameReader(kinds, self)
        self._reader.found.connect(self._found)

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
        self.show_frame(QImage())

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is not seen by the camera."""
        super().hideEvent(event)
        self.stop()

    def paint_over(self, painter: QPainter, seen: QRectF) -> None:
        """Paint four corners, dark around light: seen on any picture."""
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
        self.show_frame(image.flipped(Qt.Orientation.Horizontal))  # as a mirror: people then move the right way
        self._reader.look_at(image)

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

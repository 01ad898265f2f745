"""Films made here: what a camera would see, encoded by the program's own recorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameInput

if TYPE_CHECKING:
    from kiosk.controls.film_camera import FilmCamera

_FRAME = 66_667  # microseconds


class Scene(QObject):
    """Stands in for a camera, which a machine that runs tests does not have: sees a colour that changes slowly.

    Its time runs four times as fast as ours.
    """

    def __init__(self, camera: FilmCamera) -> None:
        super().__init__(camera)
        self.frames = 0
        self._input = QVideoFrameInput(self)
        camera.session.setVideoFrameInput(self._input)
        self._clock = QTimer(self, interval=_FRAME // 4000)
        self._clock.timeout.connect(self._send)
        self._clock.start()

    @Slot()
    def _send(self) -> None:
        seen = QImage(640, 480, QImage.Format.Format_RGB32)
        seen.fill(QColor.fromHsv(self.frames % 360, 255, 255))
        frame = QVideoFrame(seen)
        frame.setStartTime(self.frames * _FRAME)
        frame.setEndTime((self.frames + 1) * _FRAME)
        if self._input.sendVideoFrame(frame):
            self.frames += 1

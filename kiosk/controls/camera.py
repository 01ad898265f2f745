"""The counter's camera, when it has one: seen before it is taken, frames in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QCamera, QImageCapture, QMediaCaptureSession, QMediaDevices
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assets.texts import T
from kiosk.widgets import Button

if TYPE_CHECKING:
    from kiosk.theme import Look


class CameraView(QWidget):
    """What the camera sees, and the button that takes it. `taken` carries the image, `failed` says there is none."""

    taken = Signal(QImage)
    failed = Signal()

    def __init__(self, look: Look) -> None:
        """Start the default camera."""
        super().__init__()
        self._camera = QCamera(QMediaDevices.defaultVideoInput())
        self._capture = QImageCapture()
        self._view = QVideoWidget()
        self._view.setMinimumHeight(280)
        self._session = QMediaCaptureSession()
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoOutput(self._view)
        self._capture.imageCaptured.connect(self._on_image)
        self._capture.errorOccurred.connect(self._on_error)
        self._camera.errorOccurred.connect(self._on_error)
        self.take = Button(look, T("Take the photo"), icon="duotone/camera", kind="primary")
        self.take.clicked.connect(self._capture.capture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view, 1)
        column.addWidget(self.take)
        self._camera.start()

    def stop(self) -> None:
        """Switch the camera off."""
        self._camera.stop()

    @Slot(int, QImage)
    def _on_image(self, _number: int, image: QImage) -> None:
        self.stop()
        self.taken.emit(image)

    @Slot()
    def _on_error(self) -> None:
        self.stop()
        self.failed.emit()

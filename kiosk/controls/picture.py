"""A photo made small enough to be sent over a village's line, off the GUI thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from sync.store.errors import StoreError

if TYPE_CHECKING:
    from kiosk.controls.control import Attachments

LONGEST_SIDE = 1600  # pixels, unless the form's max-pixels says otherwise
_QUALITY = 85
_log = logging.getLogger(__name__)


class UnreadablePicture(Exception):
    """The bytes are no picture that can be read."""


def scaled_jpeg(data: bytes, longest: int) -> bytes:
    """Return the picture in `data` upright, at most `longest` pixels on its longer side, as JPEG.

    Encoded anew, so that what a camera hides in a picture (place, owner) is not sent along.
    Raises UnreadablePicture.
    """
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UnreadablePicture(reader.errorString())
    return encoded(image, longest)


def encoded(image: QImage, longest: int) -> bytes:
    """Return `image` as JPEG, at most `longest` pixels on its longer side."""
    if max(image.width(), image.height()) > longest:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(target, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(target.data().data())


class _Outcome(QObject):
    """Carries a worker's result to the GUI thread: signals of a QObject are queued, plain calls are not."""

    kept = Signal(str)
    failed = Signal()


class PictureKeeper(QRunnable):
    """Scales and keeps one picture; connect `outcome` only to slots of QObjects that live in the GUI thread."""

    def __init__(self, attachments: Attachments, ref: str, picture: bytes | QImage, longest: int) -> None:
        """Prepare the work; a thread pool starts it."""
        super().__init__()
        self.outcome = _Outcome()
        self._attachments, self._ref, self._picture, self._longest = attachments, ref, picture, longest

    def run(self) -> None:
        """Scale and keep. Whatever happens, the page is told: it waits for this."""
        name = ""
        try:
            name = self._attachments.keep(self._ref, self._made_small(), ".jpg")
        except (UnreadablePicture, StoreError):
            _log.warning("A photo could not be kept", exc_info=True)
        finally:
            if name:
                self.outcome.kept.emit(name)
            else:
                self.outcome.failed.emit()

    def _made_small(self) -> bytes:
        if isinstance(self._picture, bytes):
            return scaled_jpeg(self._picture, self._longest)
        return encoded(self._picture, self._longest)

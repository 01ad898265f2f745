"""A photo made small enough to be sent over a village's line."""

from __future__ import annotations

import logging

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from assets.texts import T
from kiosk.controls.keeper import UnusableFile

LONGEST_SIDE = 1600  # pixels, unless the form's max-pixels says otherwise
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_QUALITY = 85
_log = logging.getLogger(__name__)


class UnreadablePicture(UnusableFile):
    """The bytes are no picture that can be read."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(T("This photo cannot be read. Please choose or take another one."))


def made_small(picture: bytes | QImage, longest: int) -> bytes:
    """Return `picture` as JPEG, at most `longest` pixels on its longer side; raises UnreadablePicture."""
    return scaled_jpeg(picture, longest) if isinstance(picture, bytes) else encoded(picture, longest)


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
        _log.info("Not a picture: %s", reader.errorString())
        raise UnreadablePicture
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

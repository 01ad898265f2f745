"""Codes drawn for a camera to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import zxingcpp
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter, QPixmap

if TYPE_CHECKING:
    from typing_extensions import Buffer

GREY = 0xFF8A8A84


def code(text: str, kind: zxingcpp.BarcodeFormat) -> QImage:
    """Return the code of `kind` that says `text`, black on white."""
    drawn = zxingcpp.create_barcode(text, kind).to_image(scale=4, add_quiet_zones=True)
    height, width = drawn.shape[:2]
    return QImage(bytes(cast("Buffer", drawn)), width, height, width, QImage.Format.Format_Grayscale8).copy()


def frame(held: QImage | None, *, turned: float = 0) -> QImage:
    """Return a camera's frame in which `held` is held a little askew, nothing when it is None."""
    seen = QImage(1280, 720, QImage.Format.Format_RGB32)
    seen.fill(GREY)
    if held is not None:
        painter = QPainter(seen)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(640, 360)
        painter.rotate(turned)
        painter.drawImage(-held.width() // 2, -held.height() // 2, held)
        painter.end()
    return seen


def file(image: QImage, kind: str) -> bytes:
    """Return `image` as a picture file of `kind`: PNG, JPEG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QPixmap.fromImage(image).save(buffer, kind)
    return bytes(buffer.data().data())

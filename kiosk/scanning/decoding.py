"""A picture into the code that it shows: the one door to the decoder."""

from __future__ import annotations

from typing import Final

import zxingcpp
from PySide6.QtGui import QImage

Kinds = tuple[zxingcpp.BarcodeFormat, ...]
_Format = zxingcpp.BarcodeFormat
QR_ONLY: Final[Kinds] = (_Format.QRCode,)
# What stands on bills, sacks, medicines and cards. Not interleaved 2 of 5: held askew it is read in part.
ANY: Final[Kinds] = (
    _Format.EANUPC,
    _Format.Code128,
    _Format.Code39,
    _Format.Code93,
    _Format.QRCode,
    _Format.DataMatrix,
    _Format.PDF417,
    _Format.Aztec,
)


def read_code(picture: QImage, kinds: Kinds = ANY) -> str:
    """Return the text of the first code of `kinds` in `picture`, as a hand-held scanner would type it; "" for none.

    Takes some 25 ms for a camera's frame and lets other threads run meanwhile: call it off the GUI thread.
    """
    if picture.isNull():
        return ""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(kinds), text_mode=zxingcpp.TextMode.Plain)
    return next((str(code.text) for code in found if code.text), "")


def read_code_in_file(data: bytes, kinds: Kinds = ANY) -> str:
    """Return the text of the first code in the picture file `data`, "" when it is no picture or shows none."""
    return read_code(QImage.fromData(data), kinds)

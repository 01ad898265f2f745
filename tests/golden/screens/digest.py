"""What is kept of a picture: how light, and how warm, it is in each cell of a grid. Small, and the same everywhere."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, qBlue, qGray, qRed

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS, ROWS = 32, 24  # of the light; colours are told apart in cells twice as large, which come after them
_STEP = 4  # levels of 256 that are told apart
# Another processor may round an edge differently: one step in a cell is no change, and a few cells by two are none.
_SEEN = 3  # steps
_FAINT, _MANY = 2, 4  # steps, cells


def digest(picture: QImage) -> bytes:
    """Return one byte, 0 to 63, for each cell, row by row: first black to white, then blue to red."""
    light = (qGray(colour) for colour in _cells(picture, COLUMNS, ROWS))
    warmth = ((256 + qRed(colour) - qBlue(colour)) // 2 for colour in _cells(picture, COLUMNS // 2, ROWS // 2))
    return bytes(level // _STEP for levels in (light, warmth) for level in levels)


def written(cells: bytes) -> str:
    """Return `cells` as one word of a text file."""
    return base64.b85encode(zlib.compress(cells, 9)).decode()


def read(word: str) -> bytes:
    """Return the cells that `written` made `word` of."""
    return zlib.decompress(base64.b85decode(word))


def changed(before: bytes, now: bytes) -> frozenset[int]:
    """Return the cells of the light that look different; empty where nobody would see it."""
    seen = frozenset(_differing(before, now, _SEEN))
    faint = frozenset(_differing(before, now, _FAINT))
    return frozenset(map(_place, faint)) if seen or len(faint) >= _MANY else frozenset()


def _cells(picture: QImage, columns: int, rows: int) -> Iterator[int]:
    """The mean colour of each cell."""
    smooth, stretched = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
    small = picture.convertToFormat(QImage.Format.Format_RGB32).scaled(columns, rows, stretched, smooth)
    return (small.pixel(column, row) for row in range(rows) for column in range(columns))


def _differing(before: bytes, now: bytes, steps: int) -> Iterator[int]:
    return (at for at, (one, other) in enumerate(zip(before, now, strict=True)) if abs(one - other) >= steps)


def _place(at: int) -> int:
    """Where a cell lies in the grid of the light."""
    if at < COLUMNS * ROWS:
        return at
    row, column = divmod(at - COLUMNS * ROWS, COLUMNS // 2)
    return 2 * row * COLUMNS + 2 * column

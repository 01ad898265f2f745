"""A QR code on the screen, for the telephone of whoever stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIDE = 232  # pixels
_QUIET = 4  # modules of white around, as ISO/IEC 18004 asks
_DARK, _LIGHT = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)  # in every theme: telephones read it


class QrMark(QWidget):
    """Black on white, as large as its square allows."""

    def __init__(self) -> None:
        """Begin without a code."""
        super().__init__()
        self._rows: tuple[bytearray, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, words: str) -> None:
        """Show the code that says `words`; nothing where they are too long for one."""
        import segno  # few pages have a code

        try:
            self._rows = tuple(segno.make_qr(words, error="m", boost_error=False).matrix)
        except segno.DataOverflowError:
            self._rows = ()
        self.setVisible(bool(self._rows))
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough to be read from an arm's length."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint whole pixels a module, so that edges stay sharp."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _LIGHT)
        count = len(self._rows) + 2 * _QUIET
        module = self.width() // count
        margin = (self.width() - module * len(self._rows)) // 2
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(margin + x * module, margin + y * module, module, module), _DARK)
        painter.end()

"""A PDF's pages as pictures for the screen, from memory: nothing of it is written anywhere."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument


class PaperPages:
    """An opened paper; pages are counted from 0."""

    def __init__(self, pdf: bytes) -> None:
        """Open `pdf`."""
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)

    def __len__(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    def picture(self, page: int, width: int) -> QPixmap:
        """Return a page `width` pixels wide, on white."""
        size = self._document.pagePointSize(page)
        image = self._document.render(page, QSize(width, round(width * size.height() / max(size.width(), 1.0))))
        paper = QPixmap(image.size())
        paper.fill(QColor("white"))
        _paint(paper, image)
        return paper

    def shape(self, page: int) -> float:
        """Return a page's width as a share of its height."""
        size = self._document.pagePointSize(page)
        return size.width() / max(size.height(), 1.0)

    def words(self, page: int) -> str:
        """Return what stands on a page, for who cannot see it."""
        return self._document.getAllText(page).text()


def _paint(paper: QPixmap, image: QImage) -> None:
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()

"""Papers as the tests see them: text, boxes and pictures of a PDF's pages."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of text on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: Box) -> float:
        """Return the area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(width, 0.0) * max(height, 0.0)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def text_by_poppler(pdf: bytes, folder: Path) -> str:
    """Return the text as poppler gives it, without the marks of direction."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return _MARKS.sub("", done.stdout.decode())


_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def boxes(pdf: bytes) -> list[list[Box]]:
    """Return the boxes of the ink of all stretches of text, page by page."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append([Box(*text.get_rect(index)) for index in range(text.count_rects())])
        return pages


def picture(pdf: bytes, dpi: float, page: int = 0) -> Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image = document[page].render(scale=dpi / 72, grayscale=True).to_pil()
        return image

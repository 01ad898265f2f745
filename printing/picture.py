"""A photo or a signature on the page, no bigger than it needs to be and never beyond its frame."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

_WIDEST, _TALLEST = 80 * mm, 60 * mm
_DPI = 150  # of a photo on paper; more only makes the file big
_QUALITY = 85
_MAX_PIXELS = 60_000_000


class Picture(Flowable):
    """A PNG or JPEG at the start of the line; what cannot be read leaves an empty frame of its size."""

    def __init__(self, content: bytes, *, rtl: bool) -> None:
        super().__init__()
        self._image = _opened(content)
        self._rtl = rtl

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the whole width, and the height of the picture."""
        width, height = self._image.size if self._image else (4, 3)
        scale = min(_WIDEST / width, _TALLEST / height, availWidth / width)
        self._shown = (width * scale, height * scale)
        self.width, self.height = availWidth, self._shown[1]
        return self.width, self.height

    def draw(self) -> None:
        """Draw the picture and a hair line round it."""
        width, height = self._shown
        left = self.width - width if self._rtl else 0.0
        if self._image is not None:
            packed = BytesIO()
            self._image.save(packed, "JPEG", quality=_QUALITY)
            packed.seek(0)
            self.canv.drawImage(ImageReader(packed), left, 0, width, height)
        self.canv.setLineWidth(0.3)
        self.canv.rect(left, 0, width, height)


def _opened(content: bytes) -> Image.Image | None:
    """Return the picture in the size in which it is printed, as opaque RGB, upright as the camera held it."""
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                return None
            layer = picture.convert("RGBA")
            orientation = picture.getexif().get(_ORIENTATION, 1)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return None
    paper = Image.new("RGBA", layer.size, "white")
    upright = Image.alpha_composite(paper, layer).convert("RGB")
    if orientation in _TURNS:
        upright = upright.transpose(_TURNS[orientation])
    upright.thumbnail((round(_WIDEST / 72 * _DPI), round(_TALLEST / 72 * _DPI)))
    return upright


_ORIENTATION = 0x0112  # Exif 2.3, 4.6.4
_TURNS = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270, 8: Image.Transpose.ROTATE_90}

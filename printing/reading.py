"""Codes read back from what somebody holds up: a photo, a scan, a PDF."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from assets.texts import T
from printing.errors import NotAReceipt

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_PAGES = 20
_MAX_PIXELS = 60_000_000
_PDF_SCALE = 203 / 72  # the dots of the coarsest printer that we print codes for


def qr_texts(content: bytes) -> tuple[str, ...]:
    """Return the texts of the QR codes in a PNG, a JPEG or a PDF (its first 20 pages), in no certain order.

    Raises NotAReceipt when the content is none of these.
    """
    pages = _pdf_pages(content) if content.startswith(b"%PDF") else _picture(content)
    found: dict[str, None] = {}
    for page in pages:
        for code in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
            found[code.text] = None
    return tuple(found)


def _picture(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise NotAReceipt(T("This picture is too big to look for a code in it."))
            yield picture.convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise NotAReceipt(_UNREADABLE) from fault


def _pdf_pages(content: bytes) -> Iterator[Image.Image]:
    try:
        with pypdfium2.PdfDocument(content) as document:
            for page in islice(document, _MAX_PAGES):
                width, height = page.get_size()
                if width * height * _PDF_SCALE**2 <= _MAX_PIXELS:
                    yield page.render(scale=_PDF_SCALE, grayscale=True).to_pil()
    except pypdfium2.PdfiumError as fault:
        raise NotAReceipt(_UNREADABLE) from fault


_UNREADABLE = T("This is not a picture or a PDF that can be read.")

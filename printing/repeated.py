"""A paper several times in one job, for the printer: all of it comes out or none."""

from __future__ import annotations

from io import BytesIO

import pypdfium2


def repeated(pdf: bytes, times: int) -> bytes:
    """Return the pages of `pdf` so many times, one whole copy after the other."""
    with pypdfium2.PdfDocument(pdf) as once, pypdfium2.PdfDocument.new() as several:
        for _ in range(times):
            several.import_pages(once)
        target = BytesIO()
        several.save(target)
    return target.getvalue()

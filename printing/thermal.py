"""A thermal printer, spoken to in ESC/POS: a page as dots, and its own word on paper and cover."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageOps

from printing.errors import PrinterNotReady
from printing.pages import STRIP_DOTS
from printing.printers import PrintJob
from printing.troubles import COVER, LOW_PAPER, NO_PAPER, NOT_WORKING, SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assets.texts import Text
    from printing.lines import Line, Route
    from printing.printers import JobState

_RESET = b"\x1b@"
_RASTER = b"\x1dv0\x00"  # GS v 0: width in bytes and height in dots follow, low byte first
_FEED_AND_CUT = b"\x1dVB\x00"
_STATUS = b"\x10\x04"  # DLE EOT n, answered in the middle of anything else
_PAPER, _NEAR_END = 4, 0x0C  # the question about paper, and the bits that say: only a little is left
_FIXED_BITS, _FIXED = 0x93, 0x12  # what every answer to it has
_BAND = 256  # dots; small printers have little memory
_BLACK_BELOW = 128
# question, bits of its answer, what they mean; in the order in which a person would mend it
_TROUBLES: tuple[tuple[int, int, Text, str], ...] = (
    (2, 0x04, COVER, "cover-open"),
    (4, 0x60, NO_PAPER, "media-empty"),
    (2, 0x20, NO_PAPER, "media-empty"),
    (2, 0x40, NOT_WORKING, "other-error"),
    (1, 0x08, NOT_WORKING, "offline"),
)


@dataclass(frozen=True, slots=True)
class ThermalPrinter:
    """A receipt printer at the end of `route`. It keeps no queue: when `submit` returns, the page was taken."""

    route: Route
    timeout: float = 3.0  # seconds for each step
    _numbers: count[int] = field(default_factory=lambda: count(1), repr=False, compare=False)

    def probe(self) -> Text | None:
        """Ask the printer for paper, cover and errors; return what will soon be wrong. Raises PrinterNotReady."""
        with self._line() as line:
            return _check(line)

    def submit(self, pdf: bytes, title: str) -> PrintJob:
        """Print every page; ask before and after, since paper that ends in between is not told otherwise."""
        pages = [_commands(page) for page in dots(pdf)]
        with self._line() as line:
            _check(line)
            with _under_way():
                line.send(_RESET + b"".join(pages))
                _check(line)
        return PrintJob(self.route.name, next(self._numbers), title)

    def state(self, job: PrintJob) -> JobState:  # noqa: ARG002 - it has no memory of jobs
        """Whatever was taken is done."""
        return "done"

    def wipe(self, job: PrintJob) -> None:
        """Nothing is kept."""

    @contextmanager
    def _line(self) -> Iterator[Line]:
        try:
            with self.route.open(self.timeout) as line:
                yield line
        except OSError as fault:
            raise PrinterNotReady(SILENT, "offline") from fault


def dots(pdf: bytes) -> list[Image.Image]:
    """Return each page as black and white dots, as wide as the head; no dither, which would blur small letters."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            grey = page.render(scale=STRIP_DOTS / page.get_width(), grayscale=True).to_pil()
            black_and_white = grey.point(lambda value: 0 if value < _BLACK_BELOW else 255)
            pages.append(black_and_white.crop((0, 0, STRIP_DOTS, grey.height)).convert("1", dither=Image.Dither.NONE))
        return pages


def _commands(page: Image.Image) -> bytes:
    """Return the page as raster bands and a cut; in ESC/POS a set bit is a black dot."""
    code = b""
    for top in range(0, page.height, _BAND):
        band = ImageOps.invert(page.crop((0, top, page.width, min(top + _BAND, page.height))))
        code += _RASTER + (page.width // 8).to_bytes(2, "little") + band.height.to_bytes(2, "little") + band.tobytes()
    return code + _FEED_AND_CUT


@contextmanager
def _under_way() -> Iterator[None]:
    """Mark what goes wrong in here: some of the page may be on paper."""
    try:
        yield
    except OSError as fault:
        lost = PrinterNotReady(SILENT, "offline")
        lost.taken = True
        raise lost from fault
    except PrinterNotReady as fault:
        fault.taken = True
        raise


def _check(line: Line) -> Text | None:
    """Return what will soon be wrong. Raises PrinterNotReady for what is wrong now."""
    answers: dict[int, int] = {}
    for question, bits, text, reason in _TROUBLES:
        if question not in answers:
            answers[question] = _asked(line, question)
        if answers[question] & bits:
            raise PrinterNotReady(text, reason)
    return LOW_PAPER if answers[_PAPER] & _NEAR_END else None


def _asked(line: Line, question: int) -> int:
    """Return the one byte with which the printer answers. Raises PrinterNotReady when it says nothing of the kind."""
    line.send(_STATUS + bytes([question]))
    answer = line.answer()
    if not answer or answer[0] & _FIXED_BITS != _FIXED:
        raise PrinterNotReady(SILENT, "offline")
    return answer[0]

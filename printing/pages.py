"""Stories of flowables to PDF bytes: sheets with a foot on each, and strips as long as what stands on them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from assets.texts import direction
from printing.symbol import DOT
from printing.text.canvas import PaperCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.platypus import Flowable

    Foot = Callable[[PaperCanvas, int, int], None]  # draws on a canvas the foot of page n of m

A4 = (210 * mm, 297 * mm)
STRIP_DOTS = 576  # the head of an 80 mm printer: 72 mm
_STEP = 1e-4  # points; ReportLab writes no finer, and a rounding up would be rendered as one dot more
STRIP_WIDTH = floor(STRIP_DOTS * DOT / _STEP) * _STEP


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says about itself. No title names a person: it reaches page logs and file names."""

    title: str
    language: str

    @property
    def rtl(self) -> bool:
        """Whether its pages read from right to left."""
        return direction(self.language) == "rtl"

    def describe(self, canvas: PaperCanvas) -> None:
        """Write title, direction and program into the PDF."""
        canvas.setTitle(self.title)
        canvas.setSubject(self.title)
        canvas.setAuthor("Pishkhan")
        canvas.setCreator("Pishkhan")
        canvas.setViewerPreference("Direction", "R2L" if self.rtl else "L2R")
        canvas.setViewerPreference("DisplayDocTitle", "true")


def strip(document: Document, story: Sequence[Flowable], margin: float) -> bytes:
    """Return one page as wide as the printer's head and as long as the story, snapped to whole dots."""
    width = STRIP_WIDTH - 2 * margin
    heights = [float(flowable.wrap(width, 1e6)[1]) for flowable in story]
    spaces = sum(flowable.getSpaceBefore() + flowable.getSpaceAfter() for flowable in story)
    dots = ceil((sum(heights) + spaces + 2 * margin) / DOT)
    length = floor(dots * DOT / _STEP) * _STEP
    target = BytesIO()
    canvas = PaperCanvas(target, pagesize=(STRIP_WIDTH, length), invariant=1, pageCompression=1, lang=document.language)
    document.describe(canvas)
    top = length - margin
    for flowable, height in zip(story, heights, strict=True):
        top -= flowable.getSpaceBefore() + height
        flowable.drawOn(canvas, margin, top)
        top -= flowable.getSpaceAfter()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def sheets(document: Document, story: Sequence[Flowable], margin: float, foot: Foot) -> bytes:
    """Return A4 pages; the frame leaves `margin` points at each side and room for the foot below."""
    target = BytesIO()
    width, height = A4

    def make(*_: Any, **__: Any) -> PaperCanvas:  # noqa: ANN401 - called by ReportLab with options of its own
        return _FootedCanvas(target, document, foot)

    frame = Frame(margin, margin, width - 2 * margin, height - 2 * margin, leftPadding=0, rightPadding=0, topPadding=0)
    template = BaseDocTemplate(target, pagesize=A4, pageTemplates=[PageTemplate(frames=[frame])])
    template.build(list(story), canvasmaker=make)
    return target.getvalue()


class _FootedCanvas(PaperCanvas):
    """Leaves a place for each page's foot and fills it at the end, when the number of pages is known."""

    def __init__(self, target: BytesIO, document: Document, foot: Foot) -> None:
        super().__init__(target, pagesize=A4, invariant=1, pageCompression=1, lang=document.language)
        self._document = document
        self._foot = foot

    def showPage(self) -> None:  # noqa: N802 - ReportLab's
        """End the page with a place for its foot."""
        self.doForm(f"foot{self.getPageNumber()}")
        super().showPage()

    def save(self) -> None:
        """Draw the feet, describe the document (Platypus has written its own words until here) and write it."""
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            self.beginForm(f"foot{page}", 0, 0, *A4)
            self._foot(self, page, total)
            self.endForm()
        self._document.describe(self)
        self.keep_for_archive(self._document.title, self._document.language)
        super().save()

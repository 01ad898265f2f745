"""Labels for the paper documents that come with an application: its code on each, to be read by eye and by a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.tracking import grouped
from printing.blocks import NARROW_MARGIN, Scale, Tabled, across, grid
from printing.foot import numbered_foot
from printing.pages import Document, sheets, strip
from printing.symbol import DOT, QrSymbol
from printing.text.paragraph import Style, Words
from printing.wording import isolated, said

if TYPE_CHECKING:
    from reportlab.platypus import Table

    from assets.texts import Text
    from printing.receipt import Paper

MARGIN = 14 * mm
_SCALE = Scale(body=10, small=8.5, heading=12, code=11.5, gap=6, mono=True)
_WIDTH, _HEIGHT = 91 * mm, 33 * mm
_CUT = 0.5


@dataclass(frozen=True, slots=True)
class Labels:
    """One label a document; `documents` say what each is, never whose."""

    code: str  # tracking code, 18 digits
    office: str
    service: Text | str
    documents: tuple[Text | str, ...]


def render_labels(labels: Labels, paper: Paper, language: str) -> bytes:
    """Return the labels as A4 pages, two in a row with lines to cut along, or as one 80 mm strip. Raises MissingGlyph.

    The code on a label is the tracking code itself: a desk's reader types it into the search.
    """
    document = Document(labels.code, language)
    cells = [_Label(labels, place, language) for place in range(len(labels.documents))]
    if paper == "80mm":
        return strip(document, [part for cell in cells for part in (cell, _CutLine())], NARROW_MARGIN)
    story: list[Flowable] = [_sheet(cells, rtl=direction(language) == "rtl")] if cells else [Spacer(1, 1)]
    return sheets(document, story, MARGIN, numbered_foot(_identity(labels, language), language, MARGIN))


def _sheet(cells: list[_Label], *, rtl: bool) -> Flowable:
    rows: list[list[Flowable]] = [[*cells[at : at + 2]] for at in range(0, len(cells), 2)]
    if len(rows[-1]) == 1:
        rows[-1].append(Spacer(1, 1))
    frame = [
        ("INNERGRID", (0, 0), (-1, -1), _CUT, _SCALE.hair, None, (3, 3)),
        ("BOX", (0, 0), (-1, -1), _CUT, _SCALE.hair, None, (3, 3)),
        ("LEFTPADDING", (0, 0), (-1, -1), 3 * mm),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
    ]
    return grid(rows, [_WIDTH, _WIDTH], frame, rtl=rtl, gap=2 * mm)


def _identity(labels: Labels, language: str) -> str:
    return f"{said(labels.service, language)} {isolated(show_digits(grouped(labels.code), language))}"


class _Label(Tabled):
    """Code, service, document and which of how many, beside the reader's picture."""

    def __init__(self, labels: Labels, place: int, language: str) -> None:
        super().__init__()
        self._labels, self._place, self._language = labels, place, language

    def table(self, width: float) -> Table:
        """Give the reader's picture its room, and the words the rest."""
        labels, language = self._labels, self._language
        rtl = direction(language) == "rtl"
        symbol = QrSymbol(labels.code, dots=4)
        many = T("Paper {number} of {count}", number=self._place + 1, count=len(labels.documents))

        def words(text: str, size: float, *, bold: bool = False) -> Words:
            return Words(text, Style(size, rtl, leading=size * 1.5, bold=bold))

        column: list[Flowable] = [
            words(isolated(show_digits(grouped(labels.code), language)), _SCALE.code, bold=True),
            words(said(labels.documents[self._place], language), _SCALE.body, bold=True),
            words(said(labels.service, language), _SCALE.small),
            words(say(many, language), _SCALE.small),
            words(labels.office, _SCALE.small),
        ]
        return across([column, symbol], [width - symbol.width, symbol.width], rtl=rtl)


class _CutLine(Flowable):
    """Where one label ends and the next begins on a strip."""

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take some room on both sides."""
        self.width, self.height = availWidth, 5 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw dashes."""
        self.canv.setStrokeColor(_SCALE.hair)
        self.canv.setLineWidth(2 * DOT)
        self.canv.setDash(4, 4)
        self.canv.line(0, self.height / 2, self.width, self.height / 2)
        self.canv.setDash()

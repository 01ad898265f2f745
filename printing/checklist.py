"""What to bring for a service, to take home: each paper with a box to tick, what it costs, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say
from printing.blocks import NARROW, NARROW_MARGIN, Facts, Scale, Tabled, grid
from printing.foot import numbered_foot
from printing.heads import head
from printing.pages import A4, Document, sheets, strip
from printing.text.paragraph import Style, Words
from printing.ticks import TickBox
from printing.wording import said

if TYPE_CHECKING:
    from reportlab.platypus import Table

    from assets.texts import Text
    from printing.receipt import Paper

MARGIN = 20 * mm
_WIDE = Scale(body=13, small=11, heading=14, code=20, gap=12)


@dataclass(frozen=True, slots=True)
class Checklist:
    """What somebody needs to know before she comes again: of one service, and of nobody in particular."""

    office: str
    form_id: str
    service: Text | str
    documents: tuple[Text | str, ...]
    eligibility: Text | str | None = None
    fee: Text | str | None = None
    days: int = 0  # until the answer is expected, 0: at once
    ask: Text | str | None = None


def render_checklist(checklist: Checklist, paper: Paper, language: str) -> bytes:
    """Return the checklist as an A4 page or an 80 mm strip. Raises MissingGlyph."""
    document = Document(checklist.form_id, language)
    if paper == "80mm":
        return strip(document, _story(checklist, NARROW, language, None), NARROW_MARGIN)
    story = _story(checklist, _WIDE, language, A4[0] - 2 * MARGIN)
    return sheets(document, story, MARGIN, numbered_foot(checklist.office, language, MARGIN))


def _story(checklist: Checklist, scale: Scale, language: str, width: float | None) -> list[Flowable]:
    rtl = direction(language) == "rtl"
    facts = [(say(name, language), said(value, language)) for name, value in _facts(checklist) if value]
    return [
        *head(say(_TITLE, language), checklist.office, scale, language, width),
        Spacer(1, scale.gap),
        Words(said(checklist.service, language), Style(scale.heading + 5, rtl, bold=True)),
        Spacer(1, scale.gap / 2),
        Words(say(T("Please bring these:"), language), Style(scale.body, rtl, bold=True)),
        Spacer(1, scale.gap / 3),
        Ticked([said(document, language) for document in checklist.documents], scale, rtl=rtl),
        Spacer(1, scale.gap),
        *([Facts(facts, scale, rtl=rtl)] if facts else []),
    ]


_TITLE = T("Papers to bring")


def _facts(checklist: Checklist) -> list[tuple[Text, Text | str | None]]:
    days = T("about {days} days", days=checklist.days) if checklist.days else None
    return [
        (T("Who may apply"), checklist.eligibility),
        (T("Fee"), checklist.fee),
        (T("Until the answer"), days),
        (T("Whom do I ask?"), checklist.ask),
    ]


class Ticked(Tabled):
    """Texts one under another, each with a box to tick at the start of its line."""

    def __init__(self, texts: list[str], scale: Scale, *, rtl: bool) -> None:
        super().__init__()
        self._texts, self._scale, self._rtl = texts, scale, rtl

    def table(self, width: float) -> Table:
        """Give the boxes their room, and the texts the rest."""
        leading = self._scale.body * 1.6
        rows = [
            [TickBox(self._scale.body, leading), Words(text, Style(self._scale.body, self._rtl, leading=leading))]
            for text in self._texts
        ]
        box = self._scale.body * 2.2
        return grid(rows, [box, width - box], rtl=self._rtl, gap=self._scale.gap / 4)

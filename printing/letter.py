"""An official's message about a case, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.tracking import grouped
from printing.blocks import Boxed, Facts, Scale, across
from printing.foot import numbered_foot
from printing.pages import A4, Document, sheets
from printing.text.paragraph import Align, Style, Words
from printing.wording import both_calendars, isolated, said

if TYPE_CHECKING:
    from datetime import date

    from assets.texts import Text

MARGIN = 22 * mm
_SCALE = Scale(body=12.5, small=10.5, heading=14, code=20, gap=12)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of an official; `message` is in the official's own words, line breaks part paragraphs."""

    code: str  # tracking code, 18 digits
    office: str
    service: Text | str
    status: Text  # the word the screens use for the case's state
    message: str
    decided_on: date  # when the official wrote it
    printed_on: date
    decider: Text | str = ""  # the authority in whose name it is written
    copy_number: int = 1


def render_letter(letter: Letter, language: str) -> bytes:
    """Return the letter as an A4 PDF, more pages if the message is long. Raises MissingGlyph."""
    document = Document(letter.code, language)
    foot = numbered_foot(isolated(show_digits(grouped(letter.code), language)), language, MARGIN)
    return sheets(document, _story(letter, language), MARGIN, foot)


def _story(letter: Letter, language: str) -> list[Flowable]:
    rtl = direction(language) == "rtl"
    size = _SCALE.heading

    def words(text: str, size: float, *, bold: bool = False, align: Align = "start") -> Words:
        return Words(text, Style(size, rtl, bold=bold, align=align))

    width = A4[0] - 2 * MARGIN
    title = words(say(T("Official letter"), language), size, bold=True)
    sender = words(said(letter.decider, language) or letter.office, _SCALE.body, align="end")
    status = words(say(letter.status, language), 19, bold=True)
    body = Style(_SCALE.body, rtl, leading=_SCALE.body * 1.8, align="justify", after=_SCALE.gap / 2)
    paragraphs = [Words(part, body) for part in letter.message.splitlines() if part.strip()]
    duplicate = say(T("Duplicate, copy {number}", number=letter.copy_number), language)
    mark = [words(duplicate, _SCALE.body, bold=True)] if letter.copy_number > 1 else []
    return [
        across([title, sender], [width * 0.35, width * 0.65], rtl=rtl),
        Spacer(1, _SCALE.gap),
        *mark,
        Facts(_facts(letter, language), _SCALE, rtl=rtl),
        Spacer(1, _SCALE.gap * 1.5),
        Boxed([status], _SCALE.gap * 0.7, border=1.5),
        Spacer(1, _SCALE.gap * 1.5),
        *paragraphs,
    ]


def _facts(letter: Letter, language: str) -> list[tuple[str, str]]:
    facts = [
        (T("Tracking code"), isolated(show_digits(grouped(letter.code), language))),
        (T("Service"), said(letter.service, language)),
        (T("Written on"), both_calendars(letter.decided_on, language)),
        (T("Printed on"), both_calendars(letter.printed_on, language)),
        (T("Printed at"), letter.office),
    ]
    return [(say(name, language), value) for name, value in facts]

"""An official's message about a case, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.tracking import grouped
from printing.blocks import NARROW, NARROW_MARGIN, Boxed, Facts, Scale
from printing.foot import numbered_foot
from printing.heads import head
from printing.pages import A4, Document, sheets, strip
from printing.text.paragraph import Align, Style, Words
from printing.wording import both_calendars, isolated, said

if TYPE_CHECKING:
    from datetime import date

    from assets.texts import Text
    from printing.receipt import Paper

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
    decided_on: date | None  # when the official wrote it, None where nobody knows
    printed_on: date
    decider: Text | str = ""  # the authority in whose name it is written
    copy_number: int = 1


def render_letter(letter: Letter, language: str, paper: Paper = "a4") -> bytes:
    """Return the letter as A4 pages, as many as the message needs, or as an 80 mm strip. Raises MissingGlyph."""
    document = Document(letter.code, language)
    if paper == "80mm":
        return strip(document, _story(letter, language, NARROW, None), NARROW_MARGIN)
    foot = numbered_foot(isolated(show_digits(grouped(letter.code), language)), language, MARGIN)
    return sheets(document, _story(letter, language, _SCALE, A4[0] - 2 * MARGIN), MARGIN, foot)


def _story(letter: Letter, language: str, scale: Scale, width: float | None) -> list[Flowable]:
    rtl = direction(language) == "rtl"

    def words(text: str, size: float, *, bold: bool = False, align: Align = "start") -> Words:
        return Words(text, Style(size, rtl, bold=bold, align=align))

    sender = said(letter.decider, language) or letter.office
    status = words(say(letter.status, language), scale.heading + 5, bold=True)
    body = Style(scale.body, rtl, leading=scale.body * 1.8, align="justify", after=scale.gap / 2)
    paragraphs = [Words(part, body) for part in letter.message.splitlines() if part.strip()]
    duplicate = say(T("Duplicate, copy {number}", number=letter.copy_number), language)
    mark = [words(duplicate, scale.body, bold=True)] if letter.copy_number > 1 else []
    return [
        *head(say(T("Official letter"), language), sender, scale, language, width),
        Spacer(1, scale.gap),
        *mark,
        Facts(_facts(letter, language), scale, rtl=rtl),
        Spacer(1, scale.gap * 1.5),
        Boxed([status], scale.gap * 0.7, border=1.5),
        Spacer(1, scale.gap * 1.5),
        *paragraphs,
    ]


def _facts(letter: Letter, language: str) -> list[tuple[str, str]]:
    facts = [
        (T("Tracking code"), isolated(show_digits(grouped(letter.code), language))),
        (T("Service"), said(letter.service, language)),
        (T("Written on"), both_calendars(letter.decided_on, language) if letter.decided_on else ""),
        (T("Printed on"), both_calendars(letter.printed_on, language)),
        (T("Printed at"), letter.office),
    ]
    return [(say(name, language), value) for name, value in facts if value]

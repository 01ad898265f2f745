"""An application as it was handed in, on paper: every question that was asked, in sections, with its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.printing import AS_IT_COMES, PrintLayout
from forms.tracking import grouped
from printing.answers import answers
from printing.blocks import NARROW, NARROW_MARGIN, Facts, Scale
from printing.foot import numbered_foot
from printing.heads import footer, head, letterhead
from printing.pages import A4, Document, sheets, strip
from printing.text.paragraph import Style, Words
from printing.wording import isolated, mark, moment, said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from assets.texts import Text
    from forms.state import ReviewEntry
    from printing.receipt import Paper

MARGIN = 20 * mm
_SCALE = Scale(body=11, small=9.5, heading=13, code=20, gap=10)


@dataclass(frozen=True, slots=True)
class Application:
    """What a copy is made of: the answers as the form's review gives them, in the language in which it was filled in.

    pictures: attachment name → PNG or JPEG bytes; an attachment that is not here is printed as its name.
    layout: what the form itself says about its paper.
    finalised_at: None where it is printed before the answers are sealed for the centre; there is no `digest` yet then.
    """

    code: str  # tracking code, 18 digits
    office: str
    service: Text | str
    finalised_at: datetime | None  # aware, in the office's own time zone
    digest: bytes  # SHA-256 of the frozen submission
    entries: tuple[ReviewEntry, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    layout: PrintLayout = AS_IT_COMES
    copy_number: int = 1


def render_application(application: Application, language: str, paper: Paper = "a4") -> bytes:
    """Return the copy as A4 pages or an 80 mm strip. The same arguments give the same bytes. Raises MissingGlyph."""
    document = Document(application.code, language)
    if paper == "80mm":
        return strip(document, _story(application, language, NARROW, None), NARROW_MARGIN)
    foot = numbered_foot(_identity(application, language), language, MARGIN)
    return sheets(document, _story(application, language, _SCALE, A4[0] - 2 * MARGIN), MARGIN, foot)


def _story(application: Application, language: str, scale: Scale, width: float | None) -> list[Flowable]:
    rtl = direction(language) == "rtl"
    service = Words(said(application.service, language), Style(scale.heading + 6, rtl, bold=True))
    facts = [
        (T("Tracking code"), isolated(show_digits(grouped(application.code), language))),
        (T("Recorded on"), _recorded(application, language)),
    ]
    if application.copy_number > 1:
        number = say(T("Duplicate, copy {number}", number=application.copy_number), language)
        facts.append((T("Print"), number))
    return [
        *letterhead(application.layout, scale, language),
        *head(say(T("Copy of the application"), language), application.office, scale, language, width),
        Spacer(1, scale.gap),
        service,
        Facts([(say(name, language), value) for name, value in facts], scale, rtl=rtl),
        *answers(application.entries, application.pictures, application.layout, scale, language),
        *footer(application.layout, scale, language),
        *([Spacer(1, scale.gap), _strip_foot(application, language)] if width is None else []),
    ]


def _strip_foot(application: Application, language: str) -> Flowable:
    """Return what stands in the foot of each sheet, for a paper that has no foot."""
    return Words(_identity(application, language), Style(NARROW.small, direction(language) == "rtl"))


def _recorded(application: Application, language: str) -> str:
    if application.finalised_at is None:
        return say(T("Not yet: printed before the answers are sealed for the centre"), language)
    return moment(application.finalised_at, language)


def _identity(application: Application, language: str) -> str:
    code = isolated(show_digits(grouped(application.code), language))
    if not application.digest:
        return code
    return say(T("{code}, document mark {mark}", code=code, mark=mark(application.digest)), language)

"""A page that shows whether a printer prints what the counter makes: letters that join, both digits, fine modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say
from printing.blocks import NARROW, NARROW_MARGIN, Boxed, Facts, Scale
from printing.foot import numbered_foot
from printing.heads import head
from printing.pages import A4, Document, sheets, strip
from printing.symbol import QrSymbol
from printing.text.paragraph import Style, Words
from printing.wording import isolated, moment

if TYPE_CHECKING:
    from datetime import datetime

    from printing.receipt import Paper

MARGIN = 20 * mm
_WIDE = Scale(body=13, small=11, heading=14, code=20, gap=12)
_LETTERS = "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی  ۰۱۲۳۴۵۶۷۸۹"
_JOINED = "پیشخوان خدمات، به‌همین‌سادگی: گچ، ژاله، لاله، می‌چینیم"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789"


@dataclass(frozen=True, slots=True)
class Sample:
    """Which machine prints, and when; nothing about anybody. `printed_at` carries its zone."""

    office: str
    device: str
    version: str
    printed_at: datetime


def render_sample(sample: Sample, paper: Paper, language: str) -> bytes:
    """Return the page as A4 or as an 80 mm strip. Raises MissingGlyph."""
    document = Document(sample.device, language)
    if paper == "80mm":
        return strip(document, _story(sample, NARROW, language, None), NARROW_MARGIN)
    story = _story(sample, _WIDE, language, A4[0] - 2 * MARGIN)
    return sheets(document, story, MARGIN, numbered_foot(sample.office, language, MARGIN))


def _story(sample: Sample, scale: Scale, language: str, width: float | None) -> list[Flowable]:
    rtl = direction(language) == "rtl"
    facts = [
        (say(T("Machine"), language), isolated(sample.device)),
        (say(T("Version"), language), isolated(sample.version)),
        (say(T("Printed on"), language), moment(sample.printed_at, language)),
    ]
    how = T("The printer is all right when the frame is whole, the letters join and nothing is smeared.")
    letters = [
        Words(_LETTERS, Style(scale.body, rtl=True)),
        Words(_JOINED, Style(scale.heading, rtl=True, bold=True)),
        Words(_LATIN, Style(scale.body, rtl=False)),
    ]
    return [
        *head(say(T("Test print"), language), sample.office, scale, language, width),
        Spacer(1, scale.gap),
        Words(say(how, language), Style(scale.body, rtl)),
        Spacer(1, scale.gap),
        Boxed(letters, scale.gap),
        Spacer(1, scale.gap),
        Facts(facts, scale, rtl=rtl),
        Spacer(1, scale.gap),
        QrSymbol(f"{sample.device} {sample.version}"),
    ]

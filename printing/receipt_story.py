"""What stands on a receipt, in the order in which a person looks for it, for wide and for narrow paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.tracking import grouped
from printing.blocks import INK, NARROW, Boxed, Facts, Scale, Steps, across
from printing.heads import footer, letterhead
from printing.pages import A4
from printing.qr import ReceiptStatus
from printing.symbol import QrSymbol
from printing.text.paragraph import Align, Style, Words
from printing.wording import both_calendars, grouped_code, isolated, mark, moment, rials, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.texts import Text
    from printing.pages import Foot
    from printing.receipt import Receipt
    from printing.text.canvas import PaperCanvas

WIDE_MARGIN = 18 * mm
_WIDE = Scale(body=12.5, small=10.5, heading=14, code=37, gap=12)
_RECORDED = T("Recorded here. It will be sent when there is a line.")
_DELIVERED = T("Delivered to the centre.")


def narrow(receipt: Receipt, code: str, language: str) -> list[Flowable]:
    """Return the strip: one column, black and white, the code on two lines to be as big as the paper allows."""
    page = _Page(receipt, language, NARROW)
    digits = grouped(receipt.code).split(" ")
    halves = [" ".join(digits[:3]), " ".join(digits[3:])]
    symbol = QrSymbol(code)
    return [
        *letterhead(receipt.layout, page.scale, language),
        page.words(say(_TITLE, language), page.scale.body, bold=True, align="center"),
        page.words(receipt.office, page.scale.small, align="center"),
        page.gap(0.5),
        *page.copy_mark(),
        page.tracking_code(halves),
        page.gap(0.8),
        page.words(said(receipt.service, language), page.scale.heading, bold=True),
        page.words(say(page.standing, language), page.scale.body, bold=True),
        *page.answers(),
        page.gap(0.6),
        page.facts(),
        page.gap(0.4),
        _Centred(symbol),
        page.words(say(_GENUINE, language), page.scale.small, align="center"),
        page.words(say(_KEEP, language), page.scale.body, bold=True, align="center"),
        *footer(receipt.layout, page.scale, language),
    ]


def wide(receipt: Receipt, code: str, language: str) -> list[Flowable]:
    """Return the A4 page: the code across it, answers beside the QR symbol, facts below."""
    page = _Page(receipt, language, _WIDE)
    width = A4[0] - 2 * WIDE_MARGIN
    symbol = QrSymbol(code, dots=5)
    column = width - symbol.width - page.scale.gap
    title = page.words(say(_TITLE, language), page.scale.heading, bold=True)
    office = page.words(receipt.office, page.scale.body, align="end")
    genuine = page.words(say(_GENUINE, language), page.scale.small, align="center")
    beside = across(
        [page.answers(), Spacer(page.scale.gap, 1), [symbol, genuine]],
        [column, page.scale.gap, symbol.width],
        rtl=page.rtl,
    )
    return [
        *letterhead(receipt.layout, page.scale, language),
        across([title, office], [width * 0.3, width * 0.7], rtl=page.rtl),
        page.gap(0.8),
        *page.copy_mark(),
        page.tracking_code([grouped(receipt.code)]),
        page.gap(1.6),
        page.words(said(receipt.service, language), 19, bold=True),
        page.words(say(page.standing, language), page.scale.heading, bold=True),
        page.gap(0.4),
        beside,
        page.gap(1.6),
        page.facts(),
        *footer(receipt.layout, page.scale, language),
    ]


def foot(receipt: Receipt, language: str) -> Foot:
    """Return what stands at the bottom of an A4 receipt."""
    style = Style(_WIDE.small, direction(language) == "rtl", colour=_WIDE.muted)
    keep = Words(say(_KEEP, language), style)
    code = Words(
        isolated(show_digits(grouped(receipt.code), language)),
        Style(_WIDE.small, style.rtl, align="end", colour=style.colour),
    )

    def draw(canvas: PaperCanvas, _page: int, _pages: int) -> None:
        for words in (keep, code):
            words.wrap(A4[0] - 2 * WIDE_MARGIN, 0)
            words.drawOn(canvas, WIDE_MARGIN, WIDE_MARGIN / 2)

    return draw


_TITLE = T("Receipt slip")
_GENUINE = T("Any office can see with this picture that the paper is genuine.")
_KEEP = T("Keep this paper.")


class _Page:
    """The parts of one receipt in one language on one kind of paper."""

    def __init__(self, receipt: Receipt, language: str, scale: Scale) -> None:
        self._receipt = receipt
        self._language = language
        self.scale = scale
        self.rtl = direction(language) == "rtl"

    @property
    def standing(self) -> Text:
        """Where the submission is; "received" is an official's word and never ours."""
        return _DELIVERED if self._receipt.status is ReceiptStatus.DELIVERED else _RECORDED

    def words(self, text: str, size: float, *, bold: bool = False, align: Align = "start") -> Words:
        """Return a paragraph; small print is muted where the paper has greys."""
        colour = self.scale.muted if size < self.scale.body else INK
        return Words(text, Style(size, self.rtl, leading=size * 1.55, bold=bold, align=align, colour=colour))

    def gap(self, share: float) -> Spacer:
        """Return white space, as a share of the paper's own gap."""
        return Spacer(1, self.scale.gap * share)

    def copy_mark(self) -> list[Flowable]:
        """Return the mark of a reprint, white on black so that it is seen at once; nothing on the first paper."""
        number = self._receipt.copy_number
        if number == 1:
            return []
        text = say(T("Duplicate, copy {number}", number=number), self._language)
        style = Style(self.scale.body, self.rtl, bold=True, align="center", colour=white)
        return [Boxed([Words(text, style)], self.scale.gap / 3, filled=True), self.gap(0.5)]

    def tracking_code(self, lines: Sequence[str]) -> Boxed:
        """Return the code in its box, as big as fits."""
        style = Style(self.scale.code, self.rtl, leading=self.scale.code * 1.35, bold=True, align="center")
        digits = [Words(isolated(show_digits(line, self._language)), style) for line in lines]
        label = self.words(say(T("Tracking code"), self._language), self.scale.heading, align="center")
        ask = self.words(
            say(T("Say this code at any office to hear what became of it."), self._language),
            self.scale.small,
            align="center",
        )
        return Boxed([label, *digits, ask], self.scale.gap * 0.7, border=1.5)

    def answers(self) -> list[Flowable]:
        """Return what happens next, when the answer is due, and whom to ask."""
        receipt, language = self._receipt, self._language
        style = Style(self.scale.body, self.rtl, leading=self.scale.body * 1.55)
        parts: list[Flowable] = []
        if receipt.next_steps:
            steps = [said(step, language) for step in receipt.next_steps]
            parts += [self._heading(T("What happens next?")), Steps(steps, style, language)]
        if receipt.expected:
            day = both_calendars(receipt.expected, language)
            parts += [
                self._heading(T("When does the answer come?")),
                Words(say(T("By {day}", day=day), language), style),
            ]
        return [*parts, self._heading(T("Whom do I ask?")), Words(said(receipt.ask, language), style)]

    def facts(self) -> Facts:
        """Return the table of what is recorded."""
        ours = [(say(name, self._language), value) for name, value in self._facts()]
        return Facts([*self._receipt.answers, *ours], self.scale, rtl=self.rtl)

    def _facts(self) -> list[tuple[Text, str]]:
        receipt, language = self._receipt, self._language
        facts = [
            (T("Recorded on"), moment(receipt.finalised_at, language)),
            (T("Fee"), said(receipt.fee, language) if receipt.fee else ""),
            (T("Paid"), rials(receipt.amount, language) if receipt.amount else ""),
            (T("Number on the card slip"), isolated(show_digits(receipt.payment_reference, language))),
            (T("Document mark"), mark(receipt.digest)),
            (T("Mark of the register"), grouped_code(receipt.checkpoint)),
        ]
        return [(name, value) for name, value in facts if value.strip("\u2066\u2069")]

    def _heading(self, text: Text) -> Words:
        size, before = self.scale.body, self.scale.gap * 0.7
        return Words(say(text, self._language), Style(size, self.rtl, bold=True, before=before))


class _Centred(Flowable):
    """One flowable in the middle of the column."""

    def __init__(self, content: Flowable) -> None:
        super().__init__()
        self._content = content

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Take the whole width."""
        self._inner, self.height = self._content.wrap(availWidth, availHeight)
        self.width = availWidth
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self._content.drawOn(self.canv, (self.width - self._inner) / 2, 0)

"""A form to be filled in by hand: every question that may be asked, with room for a pen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, left_to_right, say, show_digits
from printing.blank_places import place_of
from printing.blocks import INK, Scale, across, grid
from printing.foot import numbered_foot
from printing.headings import Kept, begun
from printing.pages import A4, Document, sheets
from printing.text.paragraph import Style, Words
from printing.ticks import WritingLines
from printing.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assets.texts import Text

MARGIN = 16 * mm
_SCALE = Scale(body=11, small=9, heading=13, code=20, gap=9)
_MOST_COLUMNS = 5
_EMPTY_ROWS = 6
_BLOCKS = 2  # of a repeat whose questions do not stand in one row

BlankKind = Literal["line", "lines", "date", "time", "choices", "picture", "tick"]


@dataclass(frozen=True, slots=True)
class BlankField:
    """One question. `choices` are what a person sees; `many`: several may be ticked.

    `sometimes`: the form asks it only after certain answers. `repeat` names the repeat around it, "" outside of one.
    """

    label: str
    kind: BlankKind
    hint: str = ""
    sections: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    sometimes: bool = False
    repeat: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form of one service in one version, of nobody in particular; `consent` is what is signed at its end."""

    office: str
    service: Text | str
    form_id: str
    form_version: str
    fields: tuple[BlankField, ...]
    consent: str = ""


def render_blank(form: BlankForm, language: str) -> bytes:
    """Return the empty form as A4 pages. Raises MissingGlyph."""
    document = Document(form.form_id, language)
    name = f"{said(form.service, language)} {left_to_right(form.form_version)}"
    return sheets(document, _story(form, language), MARGIN, numbered_foot(name, language, MARGIN))


def _story(form: BlankForm, language: str) -> list[Flowable]:
    page = _Page(language)
    width = A4[0] - 2 * MARGIN
    office = Words(form.office, Style(_SCALE.body, page.rtl, align="end"))
    title = page.words(say(T("To be filled in by hand"), language), _SCALE.heading, bold=True)
    story: list[Flowable] = [
        across([title, office], [width * 0.45, width * 0.55], rtl=page.rtl),
        Spacer(1, _SCALE.gap / 2),
        page.words(said(form.service, language), 18, bold=True),
        page.words(say(_HOW, language), _SCALE.small),
    ]
    before: tuple[str, ...] = ()
    for (sections, repeat), group in groupby(form.fields, key=lambda field: (field.sections, field.repeat)):
        story += page.headings(before, sections)
        before, together = sections, list(group)
        story += page.repeat(together) if repeat else page.questions(together)
    return [*story, *page.signature(form.consent)]


_HOW = T(
    "Write clearly, one character in a box. A star marks what must be answered; «if it applies» marks what is not "
    "asked of everybody. Bring this sheet to the counter: the assistant enters it and gives you a tracking code."
)


class _Page:
    """The parts of an empty form in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.rtl = direction(language) == "rtl"

    def words(self, text: str, size: float, *, bold: bool = False, before: float = 0.0) -> Words:
        colour = _SCALE.muted if size < _SCALE.body else INK
        return Words(text, Style(size, self.rtl, leading=size * 1.5, bold=bold, colour=colour, before=before))

    def headings(self, before: tuple[str, ...], now: tuple[str, ...]) -> list[Flowable]:
        """Return a heading for each section that begins here."""
        return [
            Kept(label, Style(_SCALE.heading - min(depth, 2), self.rtl, bold=True, before=_SCALE.gap))
            for depth, label in begun(before, now)
        ]

    def questions(self, fields: Sequence[BlankField]) -> list[Flowable]:
        """Return each question beside the place for its answer."""
        width = A4[0] - 2 * MARGIN
        rows: list[list[Flowable | list[Flowable]]] = [
            [self._asked(field), place_of(field, _SCALE, rtl=self.rtl)] for field in fields
        ]
        names = width * 0.36
        apart = ("RIGHTPADDING", (0, 0), (0, -1), _SCALE.gap)
        apart = apart if self.rtl else ("LEFTPADDING", (1, 0), (1, -1), _SCALE.gap)
        return [grid(rows, [names, width - names], [apart], rtl=self.rtl, gap=_SCALE.gap / 4)]

    def repeat(self, fields: Sequence[BlankField]) -> list[Flowable]:
        """Return a table with empty rows, or the questions once for each of a few."""
        simple = all(field.kind not in ("picture", "lines") and len(field.choices) <= 4 for field in fields)
        if simple and len(fields) <= _MOST_COLUMNS:
            return [Spacer(1, _SCALE.gap / 2), self._table(fields)]
        return list(self._blocks(fields))

    def signature(self, consent: str) -> list[Flowable]:
        """Return what is agreed to, and the places for name, date and signature."""
        width = A4[0] - 2 * MARGIN
        names = [say(text, self._language) for text in (T("Name"), T("Date"), T("Signature or fingerprint"))]
        places: list[Flowable | list[Flowable]] = [[WritingLines(2), self.words(name, _SCALE.small)] for name in names]
        gap = Spacer(_SCALE.gap, 1)
        row = [places[0], gap, places[1], gap, places[2]]
        each = (width - 2 * _SCALE.gap) / 3
        said_to = [Kept(consent, Style(_SCALE.body, self.rtl, before=2 * _SCALE.gap))] if consent else []
        return [*said_to, Spacer(1, _SCALE.gap), across(row, [each, _SCALE.gap, each, _SCALE.gap, each], rtl=self.rtl)]

    def _asked(self, field: BlankField) -> list[Flowable]:
        star = " *" if field.required else ""
        asked: list[Flowable] = [self.words(field.label + star, _SCALE.body, bold=True)]
        if field.hint:
            asked.append(self.words(field.hint, _SCALE.small))
        if field.kind == "date":
            asked.append(self.words(say(T("year, month, day: from the left"), self._language), _SCALE.small))
        if field.sometimes:
            asked.append(self.words(say(T("if it applies"), self._language), _SCALE.small))
        return asked

    def _table(self, fields: Sequence[BlankField]) -> Flowable:
        width = A4[0] - 2 * MARGIN
        number = 8 * mm
        heads: list[list[Flowable | list[Flowable]]] = [[Spacer(1, 1), *map(self._column, fields)]]
        rows: list[list[Flowable | list[Flowable]]] = [
            [self.words(show_digits(str(row), self._language), _SCALE.small), *(Spacer(1, 8 * mm) for _ in fields)]
            for row in range(1, _EMPTY_ROWS + 1)
        ]
        lines = [
            ("GRID", (0, 0), (-1, -1), 0.6, _SCALE.hair),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
        widths = [number, *[(width - number) / len(fields)] * len(fields)]
        return grid([*heads, *rows], widths, lines, rtl=self.rtl, gap=2, repeat=1)

    def _column(self, field: BlankField) -> list[Flowable]:
        options = [self.words(" / ".join(field.choices), _SCALE.small)] if field.choices else []
        return [self.words(field.label, _SCALE.small, bold=True), *options]

    def _blocks(self, fields: Sequence[BlankField]) -> Iterator[Flowable]:
        for number in range(1, _BLOCKS + 1):
            name = " ".join([*fields[0].sections[-1:], show_digits(str(number), self._language)])
            yield Kept(name, Style(_SCALE.body, self.rtl, bold=True, before=_SCALE.gap))
            yield from self.questions(fields)

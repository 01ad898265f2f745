"""A form's answers as blocks of a page: sections under headings, repeats as tables, pictures under their questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from reportlab.platypus import Flowable, Spacer

from assets.texts import T, direction, say, show_digits
from forms.paths import plain_path
from forms.printing import WIDEST
from printing.blocks import Facts, Fields, Listing, Scale
from printing.headings import Kept, begun
from printing.picture import Picture
from printing.text.paragraph import Style
from printing.wording import answered, masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forms.printing import PrintHint, PrintLayout
    from forms.state import ReviewEntry

_INSTANCE = re.compile(r"^(?P<repeat>.*?)\[(?P<number>\d+)\](?P<rest>/.*)$")
_MOST_COLUMNS = 5  # a repeat with more questions is printed instance by instance
_NOTHING = "—"


def answers(
    entries: Sequence[ReviewEntry],
    pictures: Mapping[str, bytes],
    layout: PrintLayout,
    scale: Scale,
    language: str,
) -> list[Flowable]:
    """Return the blocks for all entries that the layout has on paper, in its order and the form's."""
    page = _Answers(pictures, layout, scale, language)
    blocks: list[Flowable] = []
    before: tuple[str, ...] = ()
    printed = [entry for entry in entries if layout.hint(plain_path(entry.ref)).on_copy]
    for (sections, repeat), group in groupby(printed, key=lambda entry: (entry.sections, _repeat(entry.ref))):
        blocks += page.headings(before, sections)
        before = sections
        together = page.ordered(group)
        blocks += page.repeat(together) if repeat else page.questions(together)
    return blocks


@dataclass(frozen=True, slots=True)
class _Answers:
    pictures: Mapping[str, bytes]
    layout: PrintLayout
    scale: Scale
    language: str

    @property
    def rtl(self) -> bool:
        return direction(self.language) == "rtl"

    def headings(self, before: tuple[str, ...], now: tuple[str, ...]) -> list[Flowable]:
        """Return a heading for each section that begins here; inner sections in smaller type."""
        blocks: list[Flowable] = []
        for depth, label in begun(before, now):
            size = self.scale.heading - min(depth, 2)
            style = Style(size, self.rtl, bold=True, before=self.scale.gap * (1.4 if depth == 0 else 0.8))
            blocks.append(Kept(label, style))
        return blocks

    def ordered(self, entries: Iterable[ReviewEntry]) -> list[ReviewEntry]:
        """Return questions that stand beside each other: first those with a place of their own, then as in the form.

        Those of one instance of a repeat stay together.
        """

        def place(entry: ReviewEntry) -> tuple[int, float]:
            order = self._hint(entry).order
            return _number(entry.ref), float("inf") if order is None else order

        return sorted(entries, key=place)

    def questions(self, entries: Sequence[ReviewEntry]) -> list[Flowable]:
        """Return name and value side by side; those with a width stand beside each other, pictures below their name."""
        blocks: list[Flowable] = []
        for kind, group in groupby(entries, key=self._kind):
            if kind == "fact":
                blocks.append(self._facts(list(group)))
            elif kind == "field":
                blocks += self._fields(list(group))
            else:
                for entry in group:
                    label = Style(self.scale.small, self.rtl, colour=self.scale.muted, before=self.scale.gap / 2)
                    blocks += [Kept(entry.label, label), Picture(self.pictures[entry.value], rtl=self.rtl)]
        return blocks

    def _kind(self, entry: ReviewEntry) -> Literal["picture", "field", "fact"]:
        if entry.value and entry.value in self.pictures and not self._hint(entry).mask:
            return "picture"
        return "field" if self._hint(entry).width else "fact"

    def _hint(self, entry: ReviewEntry) -> PrintHint:
        return self.layout.hint(plain_path(entry.ref))

    def _fields(self, entries: Sequence[ReviewEntry]) -> list[Flowable]:
        """Return rows of names above their values, as many in a row as their widths allow."""
        rows: list[list[ReviewEntry]] = [[]]
        for entry in entries:
            if sum(self._width(one) for one in [*rows[-1], entry]) > WIDEST and rows[-1]:
                rows.append([])
            rows[-1].append(entry)
        return [
            Fields([(self._width(one), one.label, self._value(one)) for one in row], self.scale, rtl=self.rtl)
            for row in rows
        ]

    def _width(self, entry: ReviewEntry) -> int:
        return self._hint(entry).width or WIDEST

    def repeat(self, entries: Sequence[ReviewEntry]) -> list[Flowable]:
        """Return a table with a row an instance, or one block an instance where a row would be too narrow."""
        instances = [list(group) for _, group in groupby(entries, key=lambda entry: _number(entry.ref))]
        columns = list(dict.fromkeys((_question(entry.ref), entry.label) for entry in entries))
        simple = all(self._kind(entry) != "picture" for entry in entries)
        nested = any("[" in question for question, _ in columns)
        if simple and not nested and len(columns) <= _MOST_COLUMNS:
            return [Spacer(1, self.scale.gap / 2), self._listing(columns, instances)]
        return list(self._one_by_one(instances))

    def _one_by_one(self, instances: Sequence[Sequence[ReviewEntry]]) -> Iterator[Flowable]:
        for instance in instances:
            number = show_digits(str(_number(instance[0].ref)), self.language)
            yield Kept(
                " ".join([*instance[0].sections[-1:], number]),
                Style(self.scale.body, self.rtl, bold=True, before=self.scale.gap / 2),
            )
            yield from self.questions(instance)

    def _listing(self, columns: Sequence[tuple[str, str]], instances: Sequence[Sequence[ReviewEntry]]) -> Listing:
        rows = []
        for instance in instances:
            values = {_question(entry.ref): self._value(entry) for entry in instance}
            rows.append(
                [show_digits(str(_number(instance[0].ref)), self.language)]
                + [values.get(question, "") for question, _ in columns]
            )
        return Listing(["", *(label for _, label in columns)], rows, self.scale, rtl=self.rtl)

    def _facts(self, entries: Sequence[ReviewEntry]) -> Facts:
        return Facts([(entry.label, self._value(entry)) for entry in entries], self.scale, rtl=self.rtl)

    def _value(self, entry: ReviewEntry) -> str:
        if entry.value and (mask := self._hint(entry).mask):
            return masked(entry.value, mask, self.language)
        if entry.control == "trigger" and entry.value:
            return say(T("Yes"), self.language)
        return answered(entry.value, entry.type, self.language) or _NOTHING


def _repeat(ref: str) -> str:
    found = _INSTANCE.match(ref)
    return found["repeat"] if found else ""


def _number(ref: str) -> int:
    found = _INSTANCE.match(ref)
    return int(found["number"]) if found else 0


def _question(ref: str) -> str:
    found = _INSTANCE.match(ref)
    return found["rest"] if found else ref

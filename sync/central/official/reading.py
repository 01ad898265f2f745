"""A submission's answers as a person reads them: the form's own labels and choices, files told from words."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING

from assets.texts import show_digits
from forms.calendars import show_date, show_moment
from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from forms.world import World
from sync.central import xml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml import etree

    from forms.state import ReviewEntry

_log = logging.getLogger(__name__)
_BOOKKEEPING = "meta"
_POSITION = re.compile(r"\[(\d+)\]")
_NUMBERS = frozenset({"int", "integer", "decimal", "time"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and what was answered; `file` is the name of the attachment that the answer is, if it is one."""

    label: str
    value: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Answers under the labels of the groups that enclose them; "" for those under none."""

    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All answers; `labelled` is False when the form could not be run and names stand for labels."""

    sections: tuple[Section, ...]
    labelled: bool

    @property
    def files(self) -> frozenset[str]:
        """Return the names of the files that stand among the answers."""
        return frozenset(answer.file for section in self.sections for answer in section.answers if answer.file)


def read_answers(
    xform: bytes,
    submission: bytes,
    *,
    language: str,
    files: Collection[str],
    resources: Mapping[str, bytes],
    received_at: datetime,
) -> Reading:
    """Return the answers of `submission` in `language`; a form that cannot be run gives its questions' names."""
    try:
        form = parse_xform(xform)
        world = World(now=lambda: received_at, random=Random(0), resources=resources)  # noqa: S311 - nothing is drawn
        entry = FormEntry.restore(form, world, submission, language=language)
        found = [
            (_title(answered, language), Answer(answered.label, _shown(answered.value, answered.type, language)))
            for answered in entry.review()
        ]
    except FormError as error:
        _log.warning("a form could not be run for reading: %s", type(error).__name__)
        return Reading(_by_section(_named(submission), files), labelled=False)
    return Reading(_by_section(found, files), labelled=True)


def _title(answered: ReviewEntry, language: str) -> str:
    """Return the labels of the groups around an answer; inside a repeat with the number of the instance."""
    numbers = show_digits("–".join(_POSITION.findall(answered.ref)), language)
    return f"{' · '.join(answered.sections)} {numbers}".strip()


def _shown(value: str, kind: str, language: str) -> str:
    """Return a date as people here read it and a number in their digits; all else as it was answered."""
    try:
        if kind == "date":
            return show_date(date.fromisoformat(value[:10]), language)
        if kind == "dateTime":
            return show_moment(datetime.fromisoformat(value), language)
    except ValueError:
        return value
    return show_digits(value, language) if kind in _NUMBERS else value


def _by_section(found: list[tuple[str, Answer]], files: Collection[str]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for title, answer in found:
        shown = replace(answer, file=answer.value) if answer.value in files else answer
        if sections and sections[-1].title == title:
            sections[-1] = replace(sections[-1], answers=(*sections[-1].answers, shown))
        else:
            sections.append(Section(title, (shown,)))
    return tuple(sections)


def _named(submission: bytes) -> list[tuple[str, Answer]]:
    return list(_leaves(xml.read(submission), ""))


def _leaves(parent: etree._Element, section: str) -> Iterator[tuple[str, Answer]]:
    for element in parent:
        name = xml.local(element)
        if name == _BOOKKEEPING:
            continue
        if len(element):
            twins = [twin for twin in parent if xml.local(twin) == name]
            title = f"{name} {twins.index(element) + 1}" if len(twins) > 1 else name
            yield from _leaves(element, f"{section} · {title}" if section else title)
        else:
            yield section, Answer(name, xml.text_of(element))

"""Small forms and what surrounds them, for tests of controls and pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from assets import read
from assets.services import choice_icon
from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World
from forms.xlsform import Conversion, to_xform
from kiosk.controls import Surroundings
from kiosk.filling import card_of
from kiosk.trial import MemoryFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from forms.pages import Page
    from forms.state import Changes, NodeState
    from kiosk.filling import RepeatCard
    from kiosk.map.tiles import MapFile
    from kiosk.theme import Look

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))
Row = dict[str, str]


def entry_of(
    survey: Sequence[Row],
    choices: Sequence[Row] = (),
    *,
    language: str = "fa",
    media: Mapping[str, bytes] | None = None,
) -> FormEntry:
    """Start a form made of the rows of its sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", survey), ("choices", choices)):
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column, "") for column in columns])
    data = BytesIO()
    book.save(data)
    conversion = to_xform(data.getvalue(), name="data")
    world = World(now=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC), resources={**conversion.media, **(media or {})})
    return FormEntry.start(parse_xform(conversion.xform), world, language=language)


def service_entry(form_id: str, *, language: str = "fa") -> FormEntry:
    """Start one of the services that the program carries."""
    conversion = _converted(form_id)
    places = ("provinces", "counties", "districts", "rural_districts", "villages")
    media = {f"{name}.csv": read(f"places/{name}.csv") for name in places}
    world = World(now=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC), resources={**conversion.media, **media})
    return FormEntry.start(parse_xform(conversion.xform), world, language=language)


@cache
def _converted(form_id: str) -> Conversion:
    return to_xform(read(f"forms/{form_id}.xlsx"), name=form_id)


class EntryFilling:
    """A form being filled in without a store behind it."""

    def __init__(self, entry: FormEntry, language: str) -> None:
        self.entry, self.language = entry, language
        self.answers: list[tuple[str, str]] = []

    def node(self, ref: str) -> NodeState:
        return self.entry.node(ref)

    def pages(self) -> tuple[Page, ...]:
        return self.entry.pages()

    def answer(self, ref: str, raw: str) -> Changes:
        self.answers.append((ref, raw))
        return self.entry.answer(ref, raw)

    def add_repeat(self, ref: str) -> Changes:
        return self.entry.add_repeat(ref)

    def remove_repeat(self, ref: str) -> Changes:
        return self.entry.remove_repeat(ref)

    def card(self, ref: str) -> RepeatCard:
        return card_of(self.entry, ref, self.language)


def surroundings(
    look: Look,
    files: MemoryFiles | None = None,
    *,
    form_id: str = "",
    chosen: Path | None = None,
    media: Mapping[str, bytes] | None = None,
    gpsd_port: int = 0,
    office_map: MapFile | None = None,
) -> Surroundings:
    """What a control needs from outside; `chosen` is the file that the person chooses."""

    def choose(_parent: QWidget, _endings: tuple[str, ...]) -> Path | None:
        return chosen

    return Surroundings(
        look=look,
        media=lambda name: (media or {}).get(name),
        attachments=files or MemoryFiles(),
        now=lambda: NOW,
        gpsd_port=gpsd_port,
        office_map=lambda: office_map,
        choose_file=choose,
        choice_icon=lambda question, value: choice_icon(form_id, question, value),
    )

"""A date: day, month and year in the Jalali calendar or the one asked for, stored as the Gregorian day."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from assets.texts import T, show_digits
from forms.calendars import show_date
from kiosk.controls.calendar import JALALI, calendar_of
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.spin import PartSpin
from kiosk.widgets import Button, Words

if TYPE_CHECKING:
    from forms.state import NodeState

_BELOW_FROM = 1.5  # text size from which three parts no longer stand beside each other
_UNREADABLE = "?"  # begun but no day of the calendar: told as it is, so that the form refuses it and says so


class DateControl(Control):
    """Three parts, and below them the day in words: what was typed can be heard and compared."""

    def __init__(self, surroundings: Surroundings, ref: str, *, appearance: tuple[str, ...] = ()) -> None:
        """`appearance` may ask for another calendar (`calendar_of`), for `month-year` or for `year` only."""
        super().__init__(surroundings, ref)
        self._calendar = calendar_of(appearance)
        look, calendar = self.look, self._calendar
        self.day = PartSpin(look, T("Day"), 1, 31, more=T("Next day"), less=T("Day before"))
        self.month = PartSpin(look, T("Month"), 1, 12, more=T("Next month"), less=T("Month before"))
        self.year = PartSpin(
            look, T("Year"), calendar.first_year, calendar.last_year, more=T("Next year"), less=T("Year before")
        )
        self.today = Button(look, T("Today"), icon="regular/calendar-check")
        self.yesterday = Button(look, T("Yesterday"), icon="regular/calendar-blank")
        self.in_words = Words(look, "", "strong")
        self._whole = not {"month-year", "year"} & set(appearance)
        self._year_only = "year" in appearance
        self._language = look.language
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        for part, at in ((self.year, 0), (self.month, 1), (self.day, 2)):
            part.start = partial(self._part_of_today, at)
            part.changed.connect(self._say_in_words)
            part.field.editingFinished.connect(self._left)
            for button in (part.more, part.less):
                button.clicked.connect(self._commit_whole)
        self.today.clicked.connect(lambda: self._set(surroundings.today()))
        self.yesterday.clicked.connect(lambda: self._set(date.fromordinal(surroundings.today().toordinal() - 1)))
        for part, following in pairwise(self._parts()):
            part.field.returnPressed.connect(following.field.setFocus)
        self.year.field.returnPressed.connect(self.finished)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored day."""
        self._language = language
        self.setEnabled(not state.readonly)
        self._turn()
        for part in self._parts():
            part.show_in(language)
        if self._take_shown(state.value):
            self._show_day(state.value)
        self._say_in_words()

    def focus_first(self) -> None:
        """The first part."""
        self._parts()[0].field.setFocus()

    def raw(self) -> str:
        """The day as ISO Gregorian, "" when nothing is begun."""
        if all(part.is_empty() for part in self._parts()):
            return ""
        day = self._day()
        return day.isoformat() if day is not None else _UNREADABLE

    def set_wrong(self, wrong: bool) -> None:
        """Mark the three fields."""
        for part in self._parts():
            part.field.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """The first part's field; none where the parts stand below each other, for the keys would hide them."""
        return self._parts()[0].field if self.look.scale < _BELOW_FROM else None

    def name_field(self, words: str) -> None:
        """Day, month and year have names of their own."""

    def _part_of_today(self, at: int) -> int:
        return self._calendar.parts(self.surroundings.today())[at]

    def _parts(self) -> tuple[PartSpin, ...]:
        if self._year_only:
            return (self.year,)
        return (self.day, self.month, self.year) if self._whole else (self.month, self.year)

    def _lay_out(self) -> None:
        self._row.setSpacing(16)
        for part, stretch in zip(self._parts(), (4, 4, 5)[-len(self._parts()) :], strict=True):
            self._row.addWidget(part, stretch)
        self.column.addLayout(self._row)
        self._below.setSpacing(8)
        self._below.addWidget(self.in_words, 1)
        if self._whole:
            self._below.addWidget(self.yesterday)
            self._below.addWidget(self.today)
        self.column.addLayout(self._below)
        self.column.addStretch(1)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Large text puts the parts below each other."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._turn()

    def _turn(self) -> None:
        beside = self.look.scale < _BELOW_FROM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._row.setSpacing(16 if beside else 8)
        for part in self._parts():
            part.set_stacked(not beside)
        self._below.setDirection(way)

    def _day(self) -> date | None:
        year = self.year.value()
        month = 1 if self._year_only else self.month.value()
        day = self.day.value() if self._whole else 1
        if year is None or month is None or day is None:
            return None
        try:
            return self._calendar.day(year, month, day)
        except ValueError:
            return None

    def _set(self, day: date) -> None:
        self._show_day(day.isoformat())
        self._say_in_words()
        self.commit()

    def _show_day(self, value: str) -> None:
        try:
            year, month, day = self._calendar.parts(date.fromisoformat(value[:10]))
        except ValueError:
            for part in self._parts():
                part.clear()
            return
        self.year.show_value(year)
        self.month.show_value(month)
        self.day.show_value(day)

    def _left(self) -> None:
        """A part was left: told once the last of them is filled, or the person has gone elsewhere."""
        if not any(part.is_empty() for part in self._parts()):
            self.commit()

    def _commit_whole(self) -> None:
        if self._day() is not None:
            self.commit()

    def _say_in_words(self) -> None:
        month, year = self.month.value(), self.year.value()
        if month is not None and year is not None:
            self.day.high = self._calendar.month_length(year, month)
        self.in_words.set_words(self._words(year, month))

    def _words(self, year: int | None, month: int | None) -> str:
        day = self._day()
        if day is not None and self._whole:
            return self._in_both_calendars(day, month)
        if month is None or self._year_only:
            return ""
        name = self._calendar.month_name(month, self._language)
        return name if year is None or self._whole else f"{name} {show_digits(str(year), self._language)}"

    def _in_both_calendars(self, day: date, month: int | None) -> str:
        """The day as everybody here says it; before it, its month by name in the calendar that it was given in."""
        told = show_date(day, self._language)
        if self._calendar is JALALI or month is None:
            return told
        name = self._calendar.month_name(month, self._language)
        given = show_digits(f"{self.day.value()} {name} {self.year.value()}", self._language)
        return f"{given} = {told}"

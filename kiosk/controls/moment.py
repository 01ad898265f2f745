"""A day and a time of that day, answered as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.controls.calendar import CALENDAR_NAMES
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.day import DateControl
from kiosk.controls.hour import TimeControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.state import NodeState

_UNREADABLE = "?"  # begun but not whole: told as it is, so that the form refuses it and says so


class MomentControl(Control):
    """The date as everywhere, and below it hour and minute. Stored with the offset of the office."""

    def __init__(self, surroundings: Surroundings, ref: str, *, appearance: tuple[str, ...] = ()) -> None:
        """`appearance` may ask for another calendar."""
        super().__init__(surroundings, ref)
        calendar = tuple(name for name in appearance if name in CALENDAR_NAMES)
        self.day = DateControl(surroundings, ref, appearance=calendar)
        self.time = TimeControl(surroundings, ref)
        self.column.setSpacing(16)
        for part in (self.day, self.time):
            self.column.addWidget(part)
            part.answered.connect(self._part_answered)
        self.column.addStretch(1)
        self.day.finished.connect(self.time.focus_first)
        self.time.finished.connect(self.finished)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored moment as the clock of this office shows it."""
        new = self._take_shown(state.value)
        moment = self._moment(state.value)
        day, time = (moment.date().isoformat(), moment.time().isoformat()) if moment is not None else ("", "")
        if not new:
            day, time = self.day.shown, self.time.shown
        self.day.show_node(replace(state, value=day), language)
        self.time.show_node(replace(state, value=time), language)

    def focus_first(self) -> None:
        """The day."""
        self.day.focus_first()

    def raw(self) -> str:
        """The moment as `YYYY-MM-DDTHH:MM:SS.sss±HH:MM`, "" when nothing is begun."""
        day, time = self.day.raw(), self.time.told()
        if not day and self.time.is_empty():
            return ""
        try:
            told = date.fromisoformat(day)
        except ValueError:
            return _UNREADABLE
        if time is None:
            return _UNREADABLE
        shown = self._moment(self._shown)
        if shown is not None and (shown.date(), shown.hour, shown.minute) == (told, time.hour, time.minute):
            return self._shown
        zone = self.surroundings.now().tzinfo
        return datetime.combine(told, time, zone).isoformat(timespec="milliseconds")

    def set_wrong(self, wrong: bool) -> None:
        """Mark the fields."""
        self.day.set_wrong(wrong)
        self.time.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """None: the keys would hide the time; they come when a part is touched."""

    def _moment(self, value: str) -> datetime | None:
        try:
            stored = datetime.fromisoformat(value)
        except ValueError:
            return None
        return stored.astimezone(self.surroundings.now().tzinfo) if stored.tzinfo is not None else stored

    def _part_answered(self) -> None:
        """A part is whole: told once both are."""
        if self.raw() != _UNREADABLE:
            self.commit()

"""A time of day: hour and minute, typed or stepped, and said in words below."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from assets.texts import T, Text
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.spin import PartSpin
from kiosk.widgets import Button, Words

if TYPE_CHECKING:
    from forms.state import NodeState

_BELOW_FROM = 1.5  # text size from which the two parts no longer stand beside each other
_STORED = re.compile(r"(\d{2}):(\d{2})")
_UNREADABLE = "?"  # begun but no time: told as it is, so that the form refuses it and says so


class TimeControl(Control):
    """Hour and minute. Stored with the offset of the office, as ODK clients do."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a time."""
        super().__init__(surroundings, ref)
        look = self.look
        self.hour = PartSpin(look, T("Hour"), 0, 23, more=T("Next hour"), less=T("Hour before"))
        self.minute = PartSpin(look, T("Minute"), 0, 59, more=T("Next minute"), less=T("Minute before"))
        self.now = Button(look, T("Now"), icon="regular/clock")
        self.in_words = Words(look, "", "strong")
        self.hour.start = lambda: surroundings.now().hour
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        for part in (self.hour, self.minute):
            part.changed.connect(self._say_in_words)
            part.field.editingFinished.connect(self._commit_whole)
            for button in (part.more, part.less):
                button.clicked.connect(self._commit_whole)
        self.now.clicked.connect(self._take_now)
        self.hour.field.returnPressed.connect(self.minute.field.setFocus)
        self.minute.field.returnPressed.connect(self.finished)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored time."""
        self.setEnabled(not state.readonly)
        self._turn()
        for part in (self.hour, self.minute):
            part.show_in(language)
        if self._take_shown(state.value):
            self._show_time(state.value)
        self._say_in_words()

    def focus_first(self) -> None:
        """The hour."""
        self.hour.field.setFocus()

    def told(self) -> time | None:
        """The time of day, None while a part is missing."""
        hour, minute = self.hour.value(), self.minute.value()
        return None if hour is None or minute is None else time(hour, minute)

    def is_empty(self) -> bool:
        """Whether nothing is begun."""
        return self.hour.is_empty() and self.minute.is_empty()

    def raw(self) -> str:
        """The time as `HH:MM:SS.sss±HH:MM`, "" when nothing is begun."""
        if self.is_empty():
            return ""
        told = self.told()
        if told is None:
            return _UNREADABLE
        return self._same_as_shown(told) or told.replace(tzinfo=self.surroundings.now().tzinfo).isoformat(
            timespec="milliseconds"
        )

    def set_wrong(self, wrong: bool) -> None:
        """Mark both fields."""
        for part in (self.hour, self.minute):
            part.field.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """The hour; none where the parts stand below each other, for the keys would hide them."""
        return self.hour.field if self.look.scale < _BELOW_FROM else None

    def name_field(self, words: str) -> None:
        """Hour and minute have names of their own."""

    def changeEvent(self, event: QEvent) -> None:
        """Large text puts the parts below each other."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._turn()

    def _lay_out(self) -> None:
        for part in (self.hour, self.minute):
            self._row.addWidget(part, 1)
        self.column.addLayout(self._row)
        self._below.setSpacing(8)
        self._below.addWidget(self.in_words, 1)
        self._below.addWidget(self.now)
        self.column.addLayout(self._below)
        self.column.addStretch(1)
        self._turn()

    def _turn(self) -> None:
        beside = self.look.scale < _BELOW_FROM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._row.setSpacing(16 if beside else 8)
        self._below.setDirection(way)
        for part in (self.hour, self.minute):
            part.set_stacked(not beside)

    def _same_as_shown(self, told: time) -> str:
        """The stored text while it says the same minute: its seconds and offset are not ours to change."""
        found = _STORED.match(self._shown)
        same = found is not None and (int(found[1]), int(found[2])) == (told.hour, told.minute)
        return self._shown if same else ""

    def _show_time(self, value: str) -> None:
        found = _STORED.match(value)
        if found is None:
            self.hour.clear()
            self.minute.clear()
            return
        self.hour.show_value(int(found[1]))
        self.minute.show_value(int(found[2]))

    def _take_now(self) -> None:
        now = self.surroundings.now()
        self.hour.show_value(now.hour)
        self.minute.show_value(now.minute)
        self._say_in_words()
        self.commit()

    def _commit_whole(self) -> None:
        if self.told() is not None:
            self.commit()

    def _say_in_words(self) -> None:
        told = self.told()
        self.in_words.set_words("" if told is None else self._words(told))

    def _words(self, told: time) -> Text:
        """The time on a clock with twelve hours: who typed 2 for two in the afternoon sees it here."""
        clock = self.look.digits(f"{(told.hour - 1) % 12 + 1}:{told.minute:02}")
        if told.hour < 4 or told.hour >= 20:
            return T("{clock} at night", clock=clock)
        if told.hour < 12:
            return T("{clock} in the morning", clock=clock)
        return T("{clock} in the afternoon", clock=clock)

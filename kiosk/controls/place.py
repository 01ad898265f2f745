"""A place on the map: latitude and longitude, typed from a telephone or a paper, or taken from a receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T, Text
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.degrees import Degrees
from kiosk.controls.satellites import Receiver
from kiosk.controls.span import number_of
from kiosk.widgets import Button, Words

if TYPE_CHECKING:
    from decimal import Decimal

    from forms.state import NodeState

_BELOW_FROM = 1.5  # text size from which the two no longer stand beside each other
_UNREADABLE = "?"  # begun but no place: told as it is, so that the form refuses it and says so


def _is_at(place: str, north: Decimal, east: Decimal) -> bool:
    """Whether the stored `place` has this latitude and longitude."""
    return [number_of(part) for part in place.split()[:2]] == [north, east]


class PlaceControl(Control):
    """Latitude and longitude. Altitude and accuracy of a place stored elsewhere stay while the place does."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a place."""
        super().__init__(surroundings, ref)
        self.latitude = Degrees(self.look, T("Latitude, for example 35.7"), 90)
        self.longitude = Degrees(self.look, T("Longitude, for example 51.4"), 180)
        self.words = Words(self.look, T("A telephone's map shows both numbers when a place is held down."), "hint")
        self.check = Words(self.look, "", "warn")
        self.here = Button(self.look, T("Take the place of this counter"), icon="duotone/map-pin")
        self.here.clicked.connect(self._take_fix)
        self.here.hide()
        self._receiver = Receiver(surroundings.gpsd_port, self)
        self._receiver.present.connect(self._offer)
        self._wants_fix = False
        self._found = ""
        self._receiver.fixed.connect(self._fixed)
        self.check.hide()
        beside = self.look.scale < _BELOW_FROM
        row: QBoxLayout = QHBoxLayout() if beside else QVBoxLayout()
        row.setSpacing(16)
        for part in (self.latitude, self.longitude):
            row.addWidget(part, 1)
            part.field.editingFinished.connect(self._left)
        self.column.addLayout(row)
        self.column.addWidget(self.check)
        self.column.addWidget(self.here)
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        self.latitude.field.returnPressed.connect(self.longitude.field.setFocus)
        self.longitude.field.returnPressed.connect(self.finished)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored place."""
        for part in (self.latitude, self.longitude):
            part.show_in(language)
            part.field.setReadOnly(state.readonly)
        self.here.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self._show_place(state.value)

    def focus_first(self) -> None:
        """Latitude."""
        self.latitude.field.setFocus()

    def raw(self) -> str:
        """`latitude longitude altitude accuracy`, "" when nothing is begun."""
        if not self.latitude.text() and not self.longitude.text():
            return ""
        north, east = self.latitude.degrees(), self.longitude.degrees()
        if north is None or east is None:
            return _UNREADABLE
        for known in (self._found, self._shown):
            if _is_at(known, north, east):
                return known
        return f"{north:f} {east:f} 0 0"

    def set_wrong(self, wrong: bool) -> None:
        """Mark both fields."""
        for part in (self.latitude, self.longitude):
            part.field.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """Latitude; none where the two stand below each other, for the keys would hide the second."""
        typed = self.look.scale < _BELOW_FROM and not self.latitude.field.isReadOnly()
        return self.latitude.field if typed else None

    def set_compact(self, compact: bool) -> None:
        """Both fields stay above the keys."""
        self.words.setVisible(not compact)

    def name_field(self, words: str) -> None:
        """Latitude and longitude have names of their own."""

    @Slot()
    def _offer(self) -> None:
        """A receiver is plugged in: the place need not be typed."""
        self.here.show()

    @Slot()
    def _fixed(self) -> None:
        if self._wants_fix:
            self._take_fix()

    def _take_fix(self) -> None:
        fix = self._receiver.fix
        self._wants_fix = fix is None
        self.check.setVisible(fix is None)
        if fix is None:
            self.check.set_words(T("Looking for satellites. This takes a minute or two under the open sky."))
            return
        self._show_place(fix.lexical())
        self._found = fix.lexical()
        self.commit()

    def _show_place(self, value: str) -> None:
        for part, degrees in zip((self.latitude, self.longitude), [*value.split(), "", ""], strict=False):
            part.show_value(degrees)

    def _left(self) -> None:
        """A field was left: what cannot be is said at once, what is whole is told."""
        wrong = self._out_of_bounds()
        self.check.setVisible(wrong is not None)
        self.check.set_words(wrong or "")
        if self.latitude.degrees() is not None and self.longitude.degrees() is not None:
            self.commit()

    def _out_of_bounds(self) -> Text | None:
        if self.latitude.text() and self.latitude.degrees() is None:
            return T("Latitude is a number between -90 and 90.")
        if self.longitude.text() and self.longitude.degrees() is None:
            return T("Longitude is a number between -180 and 180.")
        return None

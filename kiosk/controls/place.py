"""A place: pointed at on the office's map, taken from a receiver, or typed as latitude and longitude."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T, Text
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.degrees import Degrees
from kiosk.controls.satellites import Receiver
from kiosk.controls.written_number import number_of
from kiosk.map.mercator import Place
from kiosk.map.words import place_words
from kiosk.widgets import Button, Words

if TYPE_CHECKING:
    from decimal import Decimal

    from forms.state import NodeState
    from kiosk.map.panel import MapPanel
    from kiosk.map.tiles import MapFile

_BELOW_FROM = 1.5  # text size from which the two no longer stand beside each other
_LARGEST = 2.0  # text size from which the buttons do not either
_UNREADABLE = "?"  # begun but no place: told as it is, so that the form refuses it and says so
_WHOLE = 100  # the map takes all the room that is left


def place_of(value: str) -> Place | None:
    """Return the place that the geopoint `value` names, None when it names none."""
    numbers = [number_of(part) for part in value.split()[:2]]
    if len(numbers) < 2 or numbers[0] is None or numbers[1] is None:
        return None
    return Place(float(numbers[0]), float(numbers[1]))


def lexical(place: Place) -> str:
    """Return `place` as XForms writes a geopoint, to some ten centimetres."""
    return f"{place.latitude:.6f} {place.longitude:.6f} 0 0"


def _is_at(place: str, north: Decimal, east: Decimal) -> bool:
    """Whether the stored `place` has this latitude and longitude."""
    return [number_of(part) for part in place.split()[:2]] == [north, east]


class PlaceControl(Control):
    """Latitude and longitude. Altitude and accuracy of a place stored elsewhere stay while the place does.

    On the map, the pin is the answer once the person has moved it or said that it is right. Where `several` places
    are asked for, only what she takes by pressing counts: `taken` tells it, `typed` where she typed it.
    """

    taken = Signal()
    typed = Signal()

    def __init__(self, surroundings: Surroundings, ref: str, *, several: bool = False) -> None:
        """Begin without a place, at the map where there is one."""
        super().__init__(surroundings, ref)
        self._several = several
        self.latitude = Degrees(self.look, T("Latitude, for example 35.7"), 90)
        self.longitude = Degrees(self.look, T("Longitude, for example 51.4"), 180)
        self.words = Words(self.look, T("A telephone's map shows both numbers when a place is held down."), "hint")
        self.check = Words(self.look, "", "warn")
        self.told = Words(self.look, "", "strong")
        take = T("Add this point") if several else T("The pin is right here")
        self.take = Button(self.look, take, icon="duotone/map-pin", kind="primary")
        self.here = Button(self.look, T("Take the place of this counter"), icon="duotone/crosshair")
        self.remove = Button(self.look, T("Take the answer back"), icon="regular/x-circle")
        self.other_way = Button(self.look, T("Type the numbers"), icon="duotone/pencil-line")
        self.panel: MapPanel | None = None
        self.fields = QWidget()
        self.buttons: QBoxLayout = QHBoxLayout() if self.look.scale < _LARGEST else QVBoxLayout()
        self._wants_fix = False
        self._found = ""
        self._lay_out()
        file = surroundings.office_map()
        if file is not None:
            self._show_map(file)
        self._show_way()
        self._receiver = Receiver(surroundings.gpsd_port, self)
        self._receiver.present.connect(self._offer)
        self._receiver.fixed.connect(self._fixed)
        self.take.clicked.connect(self._take)
        self.here.clicked.connect(self._take_fix)
        self.remove.clicked.connect(self._remove)
        self.other_way.clicked.connect(self._go_other_way)
        self.latitude.field.returnPressed.connect(self.longitude.field.setFocus)
        self.longitude.field.returnPressed.connect(self._take if several else self.finished)

    @property
    def on_map(self) -> bool:
        """Whether the map is shown, and not the fields."""
        return self.panel is not None and not self.panel.isHidden()

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored place."""
        for part in (self.latitude, self.longitude):
            part.show_in(language)
            part.field.setReadOnly(state.readonly)
        for button in (self.take, self.here, self.remove):
            button.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self.show_place(state.value)
            self._show_way()

    def focus_first(self) -> None:
        """The map's buttons, or latitude."""
        if self.on_map and self.panel is not None:
            self.panel.north.setFocus()
        else:
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

    def show_place(self, value: str) -> None:
        """Show the geopoint `value`, "" for none: in the fields, and as the place of the pin."""
        self._write(value)
        place = place_of(value)
        if self.panel is not None and place is not None:
            self.panel.view.show_place(place)

    def set_wrong(self, wrong: bool) -> None:
        """Mark both fields."""
        for part in (self.latitude, self.longitude):
            part.field.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """Latitude; none where the map is, or the two stand below each other and the keys would hide the second."""
        typed = self.look.scale < _BELOW_FROM and not self.latitude.field.isReadOnly() and not self.on_map
        return self.latitude.field if typed else None

    def set_compact(self, compact: bool) -> None:
        """Both fields stay above the keys."""
        self.words.setVisible(not compact and not self.on_map)

    def name_field(self, words: str) -> None:
        """Latitude and longitude have names of their own."""

    def _lay_out(self) -> None:
        beside = self.look.scale < _BELOW_FROM
        row: QBoxLayout = QHBoxLayout(self.fields) if beside else QVBoxLayout(self.fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for part in (self.latitude, self.longitude):
            row.addWidget(part, 1)
            part.field.editingFinished.connect(self._left)
        self.buttons.setSpacing(8)
        for button in (self.take, self.remove, self.here, self.other_way):
            self.buttons.addWidget(button)
        self.column.addWidget(self.fields)
        for words in (self.told, self.check):
            self.column.addWidget(words)
            words.hide()
        self.column.addLayout(self.buttons)
        self.column.addWidget(self.words)
        self.column.addStretch(1)
        self.here.hide()

    def _show_map(self, file: MapFile) -> None:
        from kiosk.map.panel import MapPanel

        self.panel = MapPanel(self.look, file)
        self.panel.moved.connect(self._pin_moved)
        self.column.insertWidget(0, self.panel, _WHOLE)
        self.fields.hide()

    def _show_way(self) -> None:
        """Show what belongs to the map, or to the fields."""
        on_map, answered = self.on_map, bool(self.raw())
        self.fields.setVisible(not on_map)
        self.words.setVisible(not on_map)
        self.take.setVisible(self._several or (on_map and not answered))
        self.remove.setVisible(not self._several and on_map and answered)
        self.told.setVisible(not self._several and on_map and answered)
        self.other_way.setVisible(self.panel is not None)
        self.other_way.set_words(T("Type the numbers") if on_map else T("Show it on the map"))
        self.other_way.set_icon("duotone/pencil-line" if on_map else "duotone/map-trifold")

    def _go_other_way(self) -> None:
        if self.panel is None:
            return
        place = place_of(self.raw())
        if not self.on_map and place is not None:
            self.show_place(self.raw())
        self.panel.setVisible(not self.on_map)
        self._show_way()
        self.focus_first()

    def _take(self) -> None:
        """Take the place of the pin, or the one typed."""
        if self.on_map and self.panel is not None:
            self._set(lexical(self.panel.view.place))
            return
        self._left()
        if self.latitude.degrees() is not None and self.longitude.degrees() is not None:
            self.typed.emit()

    @Slot()
    def _pin_moved(self) -> None:
        """The pin is the answer; it is told when the page is left, or the next thing is pressed."""
        if self.panel is not None and not self._several:
            self._found = lexical(self.panel.view.place)
            self._write(self._found)
            self._show_way()

    def _set(self, place: str) -> None:
        self._found = place
        self.check.hide()
        self.show_place(place)
        self._show_way()
        self.commit()
        self.taken.emit()

    def _remove(self) -> None:
        self._write("")
        self._show_way()
        self.commit()

    def _write(self, value: str) -> None:
        """Write a geopoint into the fields and into words."""
        for part, degrees in zip((self.latitude, self.longitude), [*value.split(), "", ""], strict=False):
            part.show_value(degrees)
        place = place_of(value)
        if place is not None:
            self.told.set_words(T("The place: {place}", place=place_words(place, self.look.language)))

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
        if fix is None:
            self.check.show()
            self.check.set_words(T("Looking for satellites. This takes a minute or two under the open sky."))
            return
        self._set(fix.lexical())

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

"""A place on the map: latitude and longitude, typed from a telephone or a paper, or taken from a receiver."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T, Text, show_digits
from forms.identifiers import normalise_text
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.satellites import Receiver
from kiosk.widgets import Button, Sayable, Words, said
from kiosk.widgets.fields import TextField

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.theme import Look

_BELOW_FROM = 1.5  # text size from which the two no longer stand beside each other
_UNREADABLE = "?"  # begun but no place: told as it is, so that the form refuses it and says so


class _Degrees(QWidget):
    """One coordinate with its name, from `-most` to `most` degrees."""

    def __init__(self, look: Look, words: Sayable, most: int) -> None:
        super().__init__()
        self.look, self._words, self._most = look, words, most
        self.label = Words(look, words, "small")
        self.field = TextField(look)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.setMaxLength(20)
        self.field.textEdited.connect(self._show_own_digits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(self.field)

    def show_in(self, language: str) -> None:
        """Name the field in `language`."""
        self.field.setAccessibleName(said(self._words, language))

    def text(self) -> str:
        """What was typed, as ASCII digits with a point."""
        typed = normalise_text(self.field.text()).strip().rstrip("°")
        return typed.replace("٫", ".").replace("/", ".").replace(",", ".").replace("−", "-")

    def degrees(self) -> Decimal | None:
        """The number, None when it is none or lies outside."""
        try:
            number = Decimal(self.text())
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number) <= self._most else None

    def show_value(self, value: str) -> None:
        """Show `value` with the digits of the language."""
        self.field.setText(self._as_read(value))

    def _as_read(self, value: str) -> str:
        shown = show_digits(value, self.look.language)
        return shown.replace(".", "٫") if shown != value else shown

    def _show_own_digits(self, text: str) -> None:
        shown = self._as_read(normalise_text(text))
        if shown != text:
            cursor = self.field.cursorPosition()
            self.field.setText(shown)
            self.field.setCursorPosition(cursor)


def _is_at(place: str, north: Decimal, east: Decimal) -> bool:
    """Whether the stored `place` has this latitude and longitude."""
    parts = place.split()
    return len(parts) > 1 and (Decimal(parts[0]), Decimal(parts[1])) == (north, east)


class PlaceControl(Control):
    """Latitude and longitude. Altitude and accuracy of a place stored elsewhere stay while the place does."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a place."""
        super().__init__(surroundings, ref)
        self.latitude = _Degrees(self.look, T("Latitude, for example 35.7"), 90)
        self.longitude = _Degrees(self.look, T("Longitude, for example 51.4"), 180)
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

"""A line or an area: its points, each pointed at on the map, taken from a receiver, or typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from assets.texts import T, Text
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.place import PlaceControl, place_of
from kiosk.widgets import Button, Words, announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.state import NodeState

_TOO_FEW = "?"  # begun but no line or area: told as it is, so that the form refuses it and says so


class TraceControl(Control):
    """The points so far, and the place of the next one. An area is closed by itself: its last point is its first."""

    def __init__(self, surroundings: Surroundings, ref: str, *, closed: bool) -> None:
        """Ask for an area when `closed`, else for a line."""
        super().__init__(surroundings, ref)
        self._closed = closed
        self._least = 3 if closed else 2
        self._readonly = False
        self.points: list[str] = []
        self.place = PlaceControl(surroundings, ref, several=True)
        self.place.taken.connect(self._add)
        self.place.typed.connect(self._add_typed)
        self.count = Words(self.look, "", "strong")
        self.undo = Button(self.look, T("Remove the last point"), icon="duotone/arrow-counter-clockwise")
        self.undo.clicked.connect(self._remove)
        self.place.buttons.insertWidget(1, self.undo)
        self.column.addWidget(self.count)
        self.column.addWidget(self.place, 1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored points."""
        self._readonly = state.readonly
        if self._take_shown(state.value):
            self.points = self._open_points(state.value)
            last = self.points[-1] if self.points and self.place.panel is not None else ""
            self.place.show_node(replace(state, value=last), language)
        else:
            self.place.show_node(replace(state, value=self.place.shown), language)
        self._show_points()

    def focus_first(self) -> None:
        """Where the next point is given."""
        self.place.focus_first()

    def raw(self) -> str:
        """The points, `latitude longitude altitude accuracy` each, with semicolons between; "" without any."""
        if not self.points:
            return ""
        if len(self.points) < self._least:
            return _TOO_FEW
        return "; ".join([*self.points, self.points[0]] if self._closed else self.points)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the fields."""
        self.place.set_wrong(wrong)

    def hearing_field(self) -> QWidget | None:
        """The place's; the keys come when it is touched, for they would hide what adds the point."""
        return self.place.typing_field()

    def set_compact(self, compact: bool) -> None:
        """The place makes itself small."""
        self.place.set_compact(compact)

    def _open_points(self, value: str) -> list[str]:
        points = [part.strip() for part in value.split(";") if part.strip()]
        return points[:-1] if self._closed and len(points) > 1 and points[0] == points[-1] else points

    @Slot()
    def _add(self) -> None:
        point = self.place.raw()
        if self.points[-1:] == [point]:
            self._say(T("This point is marked already. Move the map first."))
            return
        self.points.append(point)
        if not self.place.on_map:
            self.place.show_place("")
        self._changed()

    @Slot()
    def _add_typed(self) -> None:
        self._add()
        self.place.focus_first()

    def _remove(self) -> None:
        self.points.pop()
        self._changed()

    def _changed(self) -> None:
        self._show_points()
        announce(self, self.count.text())
        self.commit()

    def _say(self, words: Text) -> None:
        self.count.set_words(words)
        announce(self, self.count.text())

    def _show_points(self) -> None:
        self.undo.setEnabled(bool(self.points) and not self._readonly)
        self.count.set_words(self._counted())
        if self.place.panel is not None:
            marks = [place for point in self.points if (place := place_of(point)) is not None]
            self.place.panel.view.show_marks(marks, closed=self._closed)

    def _counted(self) -> Text:
        count = len(self.points)
        if not count:
            return T("Mark the corners one after the other.") if self._closed else T("Mark the points in order.")
        if self._closed and count < self._least:
            return T("Corners: {count}. At least three are needed.", count=count)
        return T("Corners: {count}", count=count) if self._closed else T("Points: {count}", count=count)

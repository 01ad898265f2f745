"""Which control answers which question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.controls.day import DateControl
from kiosk.controls.hour import TimeControl
from kiosk.controls.moment import MomentControl
from kiosk.controls.number import NumberControl
from kiosk.controls.photo import PhotoControl
from kiosk.controls.reading import AcknowledgeControl, NoteControl, UnsupportedControl
from kiosk.controls.search_list import SearchListControl
from kiosk.controls.span import RangeControl
from kiosk.controls.text import MultilineControl, TextControl
from kiosk.controls.tiles import SelectManyTiles, SelectOneTiles

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.control import Control, Surroundings

FEW = 9  # up to so many choices are tiles; number keys reach no further either
FEW_PICTURED = 20  # pictures are found at a glance, and by who cannot read a list
_COLUMNS = re.compile(r"columns-(\d+)")
_TYPED = frozenset({"string", "barcode", "geopoint", ""})


def make_control(surroundings: Surroundings, state: NodeState) -> Control:
    """Return a control for the question `state`, not yet showing it.

    A choice list that grows past what tiles can show gets another control: make it anew when `fits` says no.
    """
    ref, appearance = state.path, state.appearance
    match state.control:
        case "select1":
            return _select(surroundings, state, several=False)
        case "select":
            return _select(surroundings, state, several=True)
        case "trigger":
            return AcknowledgeControl(surroundings, ref)
        case "range":
            return RangeControl(surroundings, ref)
        case "upload" if (state.mediatype or "image/*").startswith("image/"):
            return PhotoControl(surroundings, ref)
        case "input" if state.readonly and not state.required:
            return NoteControl(surroundings, ref)
        case "input" if state.type in ("int", "integer"):
            return NumberControl(surroundings, ref, grouped="thousands-sep" in appearance)
        case "input" if state.type == "decimal":
            return NumberControl(surroundings, ref, decimals=True, grouped="thousands-sep" in appearance)
        case "input" if state.type == "date":
            return DateControl(surroundings, ref, appearance=appearance)
        case "input" if state.type == "time":
            return TimeControl(surroundings, ref)
        case "input" if state.type == "dateTime":
            return MomentControl(surroundings, ref, appearance=appearance)
        case "input" if state.type in _TYPED:
            return _typed(surroundings, state)
    return UnsupportedControl(surroundings, ref)


def fits(control: Control, state: NodeState) -> bool:
    """Whether `control` can still show `state`."""
    if state.control in ("select1", "select"):
        return isinstance(control, SearchListControl) == _is_long(control.surroundings, state)
    return isinstance(control, NoteControl) == (state.control == "input" and state.readonly and not state.required)


def _is_long(surroundings: Surroundings, state: NodeState) -> bool:
    if {"search", "autocomplete"} & set(state.appearance):
        return True
    question = state.path.rsplit("/", 1)[-1]
    pictured = all(choice.label.image or surroundings.choice_icon(question, choice.value) for choice in state.choices)
    return len(state.choices) > (FEW_PICTURED if pictured else FEW)


def _select(surroundings: Surroundings, state: NodeState, *, several: bool) -> Control:
    if _is_long(surroundings, state):
        return SearchListControl(surroundings, state.path, several=several)
    wished = [int(found[1]) for name in state.appearance if (found := _COLUMNS.fullmatch(name))]
    columns = max(1, *wished) if wished else 5
    if several:
        return SelectManyTiles(surroundings, state.path, columns=columns)
    return SelectOneTiles(surroundings, state.path, columns=columns)


def _typed(surroundings: Surroundings, state: NodeState) -> Control:
    if "multiline" in state.appearance or (state.rows or 1) > 1:
        return MultilineControl(surroundings, state.path, rows=state.rows or 4)
    digits = "numbers" in state.appearance or "thousands-sep" in state.appearance
    return TextControl(surroundings, state.path, digits=digits, masked="masked" in state.appearance)

"""Which control answers which question."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.controls.annotating import AnnotateControl
from kiosk.controls.barcode import BarcodeControl
from kiosk.controls.counting import CounterControl
from kiosk.controls.day import DateControl
from kiosk.controls.document import FileControl
from kiosk.controls.drawing import DrawingControl
from kiosk.controls.film import FilmControl
from kiosk.controls.hour import TimeControl
from kiosk.controls.image_map import ImageMapControl
from kiosk.controls.likert import LikertControl, RowOfManyControl, TableHeadControl
from kiosk.controls.link import LinkControl
from kiosk.controls.minimal import MinimalControl
from kiosk.controls.moment import MomentControl
from kiosk.controls.number import NumberControl
from kiosk.controls.photo import PhotoControl
from kiosk.controls.place import PlaceControl
from kiosk.controls.rank import RankControl
from kiosk.controls.rating import RatingControl, is_rating
from kiosk.controls.reading import AcknowledgeControl, NoteControl, UnsupportedControl
from kiosk.controls.search_list import SearchListControl
from kiosk.controls.span import RangeControl
from kiosk.controls.text import MultilineControl, TextControl
from kiosk.controls.tiles import SelectManyTiles, SelectOneTiles
from kiosk.controls.trace import TraceControl
from kiosk.controls.voice import VoiceControl

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.controls.control import Control, Surroundings

FEW = 9  # up to so many choices are tiles; number keys reach no further either
FEW_PICTURED = 20  # pictures are found at a glance, and by who cannot read a list
_IN_A_ROW = frozenset({"likert", "list", "list-nolabel"})
_COLUMNS = re.compile(r"(?:columns|(?:quick)?compact)-(\d+)")  # `compact` is what older forms say


def make_control(surroundings: Surroundings, state: NodeState) -> Control:
    """Return a control for the question `state`, not yet showing it.

    A choice list that grows past what tiles can show gets another control: make it anew when `fits` says no.
    """
    make = _MAKERS.get(state.control or "", _unsupported)
    return make(surroundings, state)


def fits(control: Control, state: NodeState) -> bool:
    """Whether `control` can still show `state`."""
    if state.control in ("select1", "select"):
        return type(control) is _select_kind(control.surroundings, state)
    return isinstance(control, NoteControl) == (state.control == "input" and state.readonly and not state.required)


def _is_long(surroundings: Surroundings, state: NodeState) -> bool:
    if {"search", "autocomplete"} & set(state.appearance):
        return True
    question = state.path.rsplit("/", 1)[-1]
    pictured = all(choice.label.image or surroundings.choice_icon(question, choice.value) for choice in state.choices)
    return len(state.choices) > (FEW_PICTURED if pictured else FEW)


def _select_kind(surroundings: Surroundings, state: NodeState) -> type[Control]:
    if "label" in state.appearance:
        return TableHeadControl
    if "image-map" in state.appearance and state.label is not None and state.label.image:
        return ImageMapControl
    if "minimal" in state.appearance:
        return MinimalControl
    if _is_long(surroundings, state):
        return SearchListControl
    in_row = bool(_IN_A_ROW & set(state.appearance))
    if state.control == "select":
        return RowOfManyControl if in_row else SelectManyTiles
    return LikertControl if in_row else SelectOneTiles


def _select(surroundings: Surroundings, state: NodeState) -> Control:
    kind, several = _select_kind(surroundings, state), state.control == "select"
    quick = not several and any(name.startswith("quick") for name in state.appearance)
    if kind is ImageMapControl:
        return ImageMapControl(surroundings, state.path, several=several, quick=quick)
    if kind is MinimalControl:
        return MinimalControl(surroundings, state.path, several=several, quick=quick)
    if kind is SearchListControl:
        return SearchListControl(surroundings, state.path, several=several, quick=quick)
    wished = [int(found[1]) for name in state.appearance if (found := _COLUMNS.fullmatch(name))]
    columns = max(1, *wished) if wished else 5
    if kind is SelectManyTiles:
        return SelectManyTiles(surroundings, state.path, columns=columns)
    if kind is RowOfManyControl or kind is TableHeadControl:
        return kind(surroundings, state.path)
    if kind is LikertControl:
        return LikertControl(surroundings, state.path, quick=quick)
    return SelectOneTiles(surroundings, state.path, columns=columns, quick=quick)


def _range(surroundings: Surroundings, state: NodeState) -> Control:
    if is_rating(state):
        return RatingControl(surroundings, state.path)
    return RangeControl(surroundings, state.path, slides="picker" not in state.appearance)


def _upload(surroundings: Surroundings, state: NodeState) -> Control:
    kind = (state.mediatype or "image/*").partition("/")[0]
    if kind == "image" and {"signature", "draw"} & set(state.appearance):
        return DrawingControl(surroundings, state.path, signature="signature" in state.appearance)
    if kind == "image" and "annotate" in state.appearance:
        return AnnotateControl(surroundings, state.path)
    control = _FILES.get(kind, FileControl)
    return control(surroundings, state.path)


def _input(surroundings: Surroundings, state: NodeState) -> Control:
    if state.readonly and not state.required:
        return (LinkControl if "url" in state.appearance else NoteControl)(surroundings, state.path)
    return _INPUTS.get(state.type, _unsupported)(surroundings, state)


def _integer(surroundings: Surroundings, state: NodeState) -> Control:
    if "counter" in state.appearance:
        return CounterControl(surroundings, state.path)
    return NumberControl(surroundings, state.path, grouped="thousands-sep" in state.appearance)


def _typed(surroundings: Surroundings, state: NodeState) -> Control:
    if "multiline" in state.appearance or (state.rows or 1) > 1:
        return MultilineControl(surroundings, state.path, rows=state.rows or 4)
    digits = "numbers" in state.appearance or "thousands-sep" in state.appearance
    masked, latin = "masked" in state.appearance, "url" in state.appearance
    return TextControl(surroundings, state.path, digits=digits, masked=masked, latin=latin)


def _unsupported(surroundings: Surroundings, state: NodeState) -> Control:
    return UnsupportedControl(surroundings, state.path)


_FILES: dict[str, type[Control]] = {"image": PhotoControl, "audio": VoiceControl, "video": FilmControl}
_Maker = Callable[["Surroundings", "NodeState"], "Control"]
_INPUTS: dict[str, _Maker] = {
    "": _typed,
    "string": _typed,
    "barcode": lambda around, state: BarcodeControl(around, state.path, hidden="hidden-answer" in state.appearance),
    "geopoint": lambda around, state: PlaceControl(around, state.path),
    "geotrace": lambda around, state: TraceControl(around, state.path, closed=False),
    "geoshape": lambda around, state: TraceControl(around, state.path, closed=True),
    "int": _integer,
    "integer": _integer,
    "decimal": lambda around, state: NumberControl(
        around, state.path, decimals=True, grouped="thousands-sep" in state.appearance
    ),
    "date": lambda around, state: DateControl(around, state.path, appearance=state.appearance),
    "time": lambda around, state: TimeControl(around, state.path),
    "dateTime": lambda around, state: MomentControl(around, state.path, appearance=state.appearance),
}
_MAKERS: dict[str, _Maker] = {
    "input": _input,
    "select1": _select,
    "select": _select,
    "rank": lambda around, state: RankControl(around, state.path),
    "trigger": lambda around, state: AcknowledgeControl(around, state.path),
    "range": _range,
    "upload": _upload,
}

"""How an answer that is not right yet is put into words: the form's own, else ours by kind of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, Text, say
from kiosk.controls.plain import plain

if TYPE_CHECKING:
    from forms.state import NodeState

_MISSING: dict[str, Text] = {
    "select1": T("Choose one of the options."),
    "select": T("Choose at least one of the options."),
    "rank": T("Put the options in order, or say that this order is right."),
    "trigger": T("Read this and mark it."),
    "range": T("Choose a number."),
}
_MISSING_TYPED: dict[str, Text] = {
    "date": T("Give the day, the month and the year."),
    "time": T("Give the hour and the minute."),
    "dateTime": T("Give the day and the time."),
    "geopoint": T("Give latitude and longitude."),
    "barcode": T("Hold the code in front of the scanner, or type it."),
}
_MISSING_FILE: dict[str, Text] = {
    "image": T("Take or choose a photo."),
    "audio": T("Record your voice, or bring a recording."),
}
_MISSING_DRAWING = T("Sign or draw on the sheet.")
_MISSING_OTHER_FILE = T("Bring a file on a memory stick.")
_MISSING_TEXT = T("Write an answer here.")
_WRONG = T("This answer does not fit. Please look at it again.")


def fault_sentence(state: NodeState, language: str) -> str:
    """Return what is wrong with the answer of `state` and how to put it right, "" when nothing is."""
    if state.violation is None:
        return ""
    if state.message:
        return plain(state.message)
    if state.violation == "constraint":
        return say(_WRONG, language)
    return say(_missing(state), language)


def _missing(state: NodeState) -> Text:
    if state.control == "upload":
        kind = (state.mediatype or "image/*").partition("/")[0]
        drawn = kind == "image" and {"signature", "draw"} & set(state.appearance)
        return _MISSING_DRAWING if drawn else _MISSING_FILE.get(kind, _MISSING_OTHER_FILE)
    return _MISSING.get(state.control or "") or _MISSING_TYPED.get(state.type, _MISSING_TEXT)

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
    "upload": T("Take or choose a photo."),
    "trigger": T("Read this and mark it."),
    "range": T("Choose a number."),
}
_MISSING_DATE = T("Give the day, the month and the year.")
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
    if state.type == "date":
        return say(_MISSING_DATE, language)
    return say(_MISSING.get(state.control or "", _MISSING_TEXT), language)

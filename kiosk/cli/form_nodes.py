"""A node's state as JSON, in the words of the reference harness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forms.state import Label, NodeState

_CONTROLS = {"input": 1, "select1": 2, "select": 3, "range": 6, "upload": 7, "trigger": 9, "rank": 16}
_UPLOADS = {"image": 10, "audio": 12, "video": 13, "osm": 14}
_FILE = 15
_CHOOSING = ("select1", "select", "rank")
_TYPES = {
    "string": "TEXT",
    "int": "INTEGER",
    "long": "LONG",
    "dateTime": "DATE_TIME",
    "select1": "CHOICE",
    "select": "MULTIPLE_ITEMS",
    "rank": "MULTIPLE_ITEMS",
    "intent": "TEXT",
}


def node_report(state: NodeState) -> dict[str, Any]:
    """Return one entry of `nodes`."""
    found: dict[str, Any] = {
        "path": state.path,
        "kind": _kind(state),
        "relevant": state.relevant,
        "required": state.required,
        "readonly": state.readonly,
        "label": _text(state.label),
        "hint": _text(state.hint),
    }
    if state.control in _CHOOSING:
        found["choices"] = [{"value": c.value, "label": c.text or None} for c in state.choices]
    if state.leaf:
        found |= {
            "type": _type(state),
            "value": state.value,
            "valid": state.valid,
            "violation": state.violation,
            "message": state.message if state.violation == "constraint" and state.control is not None else None,
        }
    return found


def _text(label: Label | None) -> str | None:
    return label.text or None if label is not None else None


def _kind(state: NodeState) -> str:
    if state.kind != "question" or state.control is None:
        return state.kind
    if state.control == "upload":
        return f"q{_UPLOADS.get((state.mediatype or '').partition('/')[0], _FILE)}"
    return f"q{_CONTROLS[state.control]}"


def _type(state: NodeState) -> str:
    if state.control in _CHOOSING and state.type in ("", "string", *_CHOOSING):
        return _TYPES[state.control]
    return _TYPES.get(state.type, state.type.upper()) if state.typed else "NULL"

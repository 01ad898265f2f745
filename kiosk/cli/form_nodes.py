"""A node's state as JSON, in the words of the reference harness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forms.state import Label, NodeState

_CONTROLS = {"input": 1, "select1": 2, "select": 3, "range": 6, "upload": 7, "trigger": 9, "rank": 16}
_TYPES = {
    "": "NULL",
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
        "kind": f"q{_CONTROLS[state.control]}" if state.kind == "question" and state.control else state.kind,
        "relevant": state.relevant,
        "required": state.required,
        "readonly": state.readonly,
        "label": _text(state.label),
        "hint": _text(state.hint),
    }
    if state.control in ("select1", "select", "rank"):
        found["choices"] = [{"value": c.value, "label": c.text} for c in state.choices]
    if state.leaf:
        found |= {
            "type": _type(state),
            "value": state.value,
            "valid": state.valid,
            "violation": state.violation,
            "message": state.message,
        }
    return found


def _text(label: Label | None) -> str | None:
    return label.text if label is not None else None


def _type(state: NodeState) -> str:
    name = state.type
    if name in ("", "string") and state.control in ("select1", "select", "rank"):
        name = state.control
    return _TYPES.get(name, name.upper())

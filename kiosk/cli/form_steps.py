"""The steps of a run: each answers, changes or reads a running form and says how that went."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from forms.errors import FormError
from kiosk.cli.form_nodes import node_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forms.entry import FormEntry
    from forms.state import Changes


class Steps:
    """Takes steps on one running form."""

    def __init__(self, entry: FormEntry) -> None:
        """Take steps on `entry`."""
        self._entry = entry
        self._ops: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
            "set": self._set,
            "add": self._add,
            "remove": self._remove,
            "lang": self._lang,
            "choices": self._choices,
            "get": self._get,
            "dump": self._dump,
        }

    def take(self, steps: Iterable[Any]) -> list[dict[str, Any]]:
        """Take every step; one that fails says why; what it has answered stands."""
        return [self._step(step) for step in steps]

    def _step(self, written: object) -> dict[str, Any]:
        step = _plain(written)
        told: dict[str, Any] = {"op": step.get("op")}
        act = self._ops.get(str(step.get("op")))
        if act is None:
            return told | {"ok": False, "error": "unknown op"}
        try:
            act(step, told)
        except (FormError, KeyError) as error:
            return told | {"ok": False, "error": f"{type(error).__name__}: {error}"}
        return told | {"ok": True}

    def _set(self, step: dict[str, Any], told: dict[str, Any]) -> None:
        path, value = step["path"], step.get("value")
        begun = perf_counter()
        changes = self._entry.answer(path, _raw(value))
        told["ms"] = (perf_counter() - begun) * 1e3
        _sound(changes)
        told["constraint_ok"] = self._entry.satisfied(path)

    def _add(self, step: dict[str, Any], told: dict[str, Any]) -> None:
        begun = perf_counter()
        changes = self._entry.add_repeat(step["path"])
        told["ms"] = (perf_counter() - begun) * 1e3
        _sound(changes)
        told["count"] = self._entry.count(step["path"])

    def _remove(self, step: dict[str, Any], told: dict[str, Any]) -> None:
        begun = perf_counter()
        changes = self._entry.remove_repeat(step["path"])
        told["ms"] = (perf_counter() - begun) * 1e3
        _sound(changes)

    def _lang(self, step: dict[str, Any], told: dict[str, Any]) -> None:
        begun = perf_counter()
        self._entry.set_language(str(step["value"]))
        told["ms"] = (perf_counter() - begun) * 1e3

    def _choices(self, step: dict[str, Any], told: dict[str, Any]) -> None:
        begun = perf_counter()
        choices = self._entry.choices(step["path"])
        told["ms"] = (perf_counter() - begun) * 1e3
        told["count"] = len(choices)
        told["choices"] = [{"value": choice.value, "label": choice.text} for choice in choices]

    def _get(self, step: dict[str, Any], told: dict[str, Any]) -> None:
        told |= node_report(self._entry.node(step["path"]))

    def _dump(self, _step: dict[str, Any], told: dict[str, Any]) -> None:
        told["nodes"] = [node_report(state) for state in self._entry.nodes()]


def _plain(written: object) -> dict[str, Any]:
    if isinstance(written, list) and written:
        return {"op": "set", "path": written[0], "value": written[1] if len(written) > 1 else None}
    return written if isinstance(written, dict) else {}


def _sound(changes: Changes) -> None:
    """Raise what kept a part of the form from being computed: such a step has failed, though its answer stands."""
    for fault in changes.faults:
        raise fault.error


def _raw(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

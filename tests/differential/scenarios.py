"""The recorded runs of JavaRosa's own suite, as requests and what each dump of the nodes has to show."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.differential.engine import Report

RECORDED = {"now": "2026-11-22T13:34:31Z", "tz": "UTC", "seed": 1}
"""When and where JavaRosa's suite was recorded."""
MOST_STEPS = 400
MOST_CELLS = 20_000
"""Beyond so many cells in all dumps of a scenario, only the last dump is asked for."""
_ENDS = ("init", "reload", "newInstance", "finalize")
_POSITION = re.compile(r"\[(\d+)\]")
_SEGMENT = re.compile(r"(?P<name>[^\[/]+)(?:\[(?P<position>[^\]]*)\])?")
_META = re.compile(r"/(orx:)?meta(/|$)")
_FLAGS = (("r", "relevant"), ("q", "required"), ("o", "readonly"))

State = dict[str, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One recorded form with its steps; `expected` holds the state at each step `dump`, in order."""

    name: str
    request: dict[str, Any]
    expected: tuple[State, ...]


def read_scenarios(suite: Path) -> Iterator[Scenario]:
    """Yield the recorded scenarios that passed in their own engine and began with a new form."""
    with gzip.open(suite, "rt", encoding="utf-8") as lines:
        for line in lines:
            test = json.loads(line)
            for recorded in test["scenarios"] if test["passed"] else ():
                steps = recorded["steps"]
                if recorded["form"] and steps[0].get("new", True) and len(steps) <= MOST_STEPS:
                    yield _scenario(test["test"].partition("(")[0], recorded["form"], steps)


def _scenario(name: str, form: str, steps: list[dict[str, Any]]) -> Scenario:
    repeats = {
        _plain(path[: at.start()]) for s in steps for path in s.get("delta", {}) for at in _POSITION.finditer(path)
    }
    state: State = dict(steps[0].get("delta", {}))
    asked: list[dict[str, Any]] = [{"op": "dump"}]
    expected = [dict(state)]
    for step in steps[1:]:
        if step["op"] in _ENDS:
            break
        for path in step.get("gone", ()):
            state.pop(path, None)
        state |= step.get("delta", {})
        request = _asked(step, repeats)
        if request is not None:
            asked.append(request)
            if "delta" in step:
                asked.append({"op": "dump"})
                expected.append(dict(state))
    if len(expected[0]) * len(expected) > MOST_CELLS:
        asked = [one for one in asked if one["op"] != "dump"] + [{"op": "dump"}]
        expected = expected[-1:]
    request = {"formXml": form, "steps": asked, "nodes": False, "submission": False, **RECORDED}
    return Scenario(name, request, tuple(expected))


def _asked(step: dict[str, Any], repeats: set[str]) -> dict[str, Any] | None:
    """Return the step in the words of the contract, None for steps that only look."""
    match step["op"]:
        case "set":
            return {"op": "set", "path": step["path"], "value": step["value"]}
        case "add":
            return {"op": "add", "path": re.sub(r"\[\d+\]$", "", _placed(step, repeats))}
        case "remove":
            return {"op": "remove", "path": _placed(step, repeats)}
        case "lang":
            return {"op": "lang", "value": step.get("arg") or step.get("value")}
        case _:
            return None


def _placed(step: dict[str, Any], repeats: set[str]) -> str:
    """Return the path with the position of every repeat; the suite's own paths in `arg` count from 0."""
    from_zero = "arg" in step
    placed = plain = ""
    for segment in _SEGMENT.finditer(step.get("arg") or step["path"]):
        plain += f"/{segment['name']}"
        placed += f"/{segment['name']}"
        if plain in repeats:
            written = segment["position"]
            placed += f"[{int(written) + from_zero if written else 1}]"
    return placed


def _plain(path: str) -> str:
    return _POSITION.sub("", path)


def differences(scenario: Scenario, report: Report) -> list[str]:
    """Return in words where the report is not what was recorded."""
    if "error" in report:
        return [f"refused: {report['error']}"]
    found: list[str] = []
    expected = iter(scenario.expected)
    for asked, answer in zip(scenario.request["steps"], report["steps"], strict=True):
        if not answer["ok"]:
            found.append(f"{asked['op']} {asked.get('path', '')}: {answer['error']}")
        elif asked["op"] == "dump":
            nodes = {_key(node["path"]): node for node in answer["nodes"]}
            for path, cell in next(expected).items():
                if path.count("/") > 1 and not _META.search(path):
                    found += (f"{path}: {what}" for what in _cell(nodes.get(_key(path)), cell))
    return found


def _key(path: str) -> str:
    return path.replace("/orx:", "/")


def _cell(node: dict[str, Any] | None, cell: str) -> Iterator[str]:
    """Compare one node with its recorded cell: `rqo|value`, and `|!violation` after it."""
    if node is None:
        yield "missing"
        return
    flags, _, rest = cell.partition("|")
    value, _, violation = rest.partition("|!")
    if not same(str(node.get("value") or ""), value):
        yield f"{node.get('value')!r}, recorded {value!r}"
    if violation and node.get("violation") != violation:
        yield f"violation {node.get('violation')!r}, recorded {violation!r}"
    for letter, key in _FLAGS:
        if bool(node[key]) is not (letter in flags):
            yield f"{key} {node[key]}, recorded {flags}"


def same(ours: str, theirs: str) -> bool:
    """Whether two values are one: ids drawn at random, and numbers however they are written."""
    if ours == theirs or (ours.startswith("uuid:") and theirs.startswith("uuid:")):
        return True
    try:
        return abs(float(ours) - float(theirs)) < 1e-9
    except ValueError:
        return False

"""Two reports about the same steps, compared node by node and byte for byte where that is possible."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from tests.differential.scenarios import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.differential.engine import Report

FIELDS = (
    "kind",
    "type",
    "value",
    "relevant",
    "required",
    "readonly",
    "valid",
    "violation",
    "message",
    "label",
    "hint",
    "choices",
)
TEXTS = ("label", "hint", "choices")
"""Not compared where JavaRosa raised an error over them (`text_error`)."""
_UUID = re.compile(r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECONDS = timedelta(seconds=90)
"""How far the engines' clocks may be apart: JavaRosa reads its own."""

Node = dict[str, Any]


def by_chance(once: Report, again: Report) -> frozenset[str]:
    """Return the paths whose values hang on chance: they differ between two runs with other seeds."""
    if once is again or "error" in once:
        return frozenset()
    first, second = ([*_dumps(report)] for report in (once, again))
    return frozenset(
        node["path"]
        for one, other in zip(first, second, strict=True)
        for node, twin in zip(one, other, strict=False)
        if node != twin
    )


def _dumps(report: Report) -> Iterator[list[Node]]:
    yield from (step["nodes"] for step in report["steps"] if "nodes" in step)
    yield report["nodes"]


def drops_a_choice(asked: list[Node], report: Report) -> bool:
    """Whether an answer took another question's answer with it, because that is no longer among its choices."""
    before: dict[str, str] = {}
    answered = None
    for step, answer in zip(asked, report.get("steps", ()), strict=False):
        if step["op"] != "dump":
            answered = step["path"] if step["op"] == "set" else None
            continue
        now = {node["path"]: node["value"] for node in answer["nodes"] if "choices" in node}
        if answered and any(now.get(path) != value for path, value in before.items() if path != answered):
            return True
        before = {path: value for path, value in now.items() if value}
    return False


def compared(ours: Report, theirs: Report, chance: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Yield every difference: the path (or `step N`, `submission`) and what differs, ours first.

    Values at the paths `chance` are not compared.
    """
    for path, what in dict.fromkeys(_compared(ours, theirs)):
        if path not in chance and not (chance and path == "submission"):
            yield path, what


def _compared(ours: Report, theirs: Report) -> Iterator[tuple[str, str]]:
    if "error" in ours or "error" in theirs:
        if ("error" in ours) is not ("error" in theirs):
            yield "form", f"error: {ours.get('error')!r} | {theirs.get('error')!r}"
        return
    for number, (our, their) in enumerate(zip(ours["steps"], theirs["steps"], strict=True)):
        if our["ok"] is not their["ok"]:
            yield f"step {number}", f"{our.get('error', 'ok')} | {their.get('error', 'ok')}"
        for key in ("constraint_ok", "count"):
            if our.get(key) != their.get(key):
                yield f"step {number}", f"{key}: {our.get(key)} | {their.get(key)}"
        if "nodes" in our and "nodes" in their:
            yield from _nodes(our["nodes"], their["nodes"])
    yield from _nodes(ours["nodes"], theirs["nodes"])
    yield from _submissions(ours["submission"], theirs.get("submission", ""))


def _nodes(ours: list[Node], theirs: list[Node]) -> Iterator[tuple[str, str]]:
    our, their = (_by_path(nodes) for nodes in (ours, theirs))
    if [*our] != [*their]:
        yield (
            "nodes",
            f"only ours {sorted(our.keys() - their.keys())} | only theirs {sorted(their.keys() - our.keys())}",
        )
    for path in our.keys() & their.keys():
        for key in FIELDS:
            if key in TEXTS and "text_error" in their[path]:
                continue
            one, other = _worded(our[path].get(key)), _worded(their[path].get(key))
            if one != other and not (key == "value" and alike(str(one or ""), str(other or ""))):
                hidden = "" if key != "value" or our[path]["relevant"] or their[path]["relevant"] else "hidden "
                yield path, f"{hidden}{key}: {one!r} | {other!r}"


def _by_path(nodes: list[Node]) -> dict[str, Node]:
    """Return the nodes by path; of those with one name beside each other outside of repeats, each by its turn."""
    times: Counter[str] = Counter()
    found = {}
    for node in nodes:
        path = node["path"].replace("/orx:", "/")
        times[path] += 1
        found[path if times[path] == 1 else f"{path} ({times[path]})"] = node
    return found


def _worded(found: object) -> object:
    """Return what a report says, with no words where they are empty."""
    if isinstance(found, list):
        return [{**choice, "label": choice["label"] or None} for choice in found] or None
    return found or None


def alike(ours: str, theirs: str) -> bool:
    """Whether two values are one: numbers however written, ids drawn at random, the moment of the run."""
    if same(ours, theirs) or (_UUID.fullmatch(ours) and _UUID.fullmatch(theirs)):
        return True
    try:
        first, second = datetime.fromisoformat(ours), datetime.fromisoformat(theirs)
        return (first.tzinfo is None) is (second.tzinfo is None) and abs(first - second) < _SECONDS
    except ValueError:
        return False


def _submissions(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    for our, their in zip(_flat(ours), _flat(theirs), strict=False):
        if our[0] != their[0] or not alike(our[1], their[1]):
            yield "submission", f"{our} | {their}"
            return
    if len(_flat(ours)) != len(_flat(theirs)):
        yield "submission", f"{len(_flat(ours))} nodes | {len(_flat(theirs))} nodes"


def _flat(xml: str) -> list[tuple[str, str]]:
    """Return every element and attribute of a submission with its value, in order."""
    found: list[tuple[str, str]] = []
    waiting = [(ET.fromstring(xml), "")]  # noqa: S314 - an engine's own bytes
    while waiting:
        element, above = waiting.pop()
        path = f"{above}/{element.tag}"
        found.append((path, (element.text or "") if not len(element) else ""))
        found += ((f"{path}/@{key}", value) for key, value in sorted(element.attrib.items()))
        waiting += ((child, path) for child in reversed(element))
    return found

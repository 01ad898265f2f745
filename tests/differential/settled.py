"""Differences from JavaRosa that are decided: each is a row of docs/deviations.md, named by its first cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.paths import plain_path
from forms.world import World
from tests.differential.scripts import done

if TYPE_CHECKING:
    from forms.definition import FormDef
    from forms.graph import NodePlan
    from tests.differential.scripts import Step

RAISES = "an expression at which JavaRosa raises an error"
SMALLER = "`jr:count` becomes smaller"
STALE_NAME = "`jr:choice-name`, `jr:itext` in a calculation when the language changes"
NO_TEXT = "a text that the form does not have"
HIDDEN = "`jr:count` of a repeat that is not asked"
STALE = "an answer no longer among the choices"
"""Known by what our own run did (`comparing.drops_a_choice`): what hung on the answer is stale in JavaRosa."""
HIDDEN_ANSWER = "an answer that leaves its list while its question is not asked"
SEARCH = "`search()` in an appearance"
TWINS = "several nodes of one name beside each other outside of a repeat"
HIDDEN_FILTER = "a list filtered by an answer that is no longer asked"
MOVED = "what hangs on a sum over instances of which one comes or goes"
BLANK = "a blank that stands alone between two outputs"

_SENT = re.compile(r"\| \('([^']+)', '.*'\)\Z")
_Decides = Callable[[bytes, "Sequence[Step]", str, str], bool]


def _raises(_xform: bytes, _steps: Sequence[Step], path: str, what: str) -> bool:
    raised = "RuntimeException: Error evaluating" in what or "ClassCastException" in what
    return raised and (path == "form" or path.startswith("step ")) and what.startswith(("error: None |", "ok |"))


def _smaller(xform: bytes, _steps: Sequence[Step], path: str, what: str) -> bool:
    return path == "nodes" and b"jr:count" in xform and what.startswith("only ours [] |")


def _hidden(xform: bytes, _steps: Sequence[Step], path: str, what: str) -> bool:
    return path == "nodes" and b"jr:count" in xform and what.endswith("| only theirs []")


def _hidden_answer(xform: bytes, _steps: Sequence[Step], _path: str, what: str) -> bool:
    ours, _, theirs = what.removeprefix("hidden value: ").partition(" | ")
    kept, left = ours.strip("'").split(), [] if theirs == "None" else theirs.strip("'").split()
    return what.startswith("hidden value: ") and b"<itemset" in xform and set(left) < set(kept)


def _stale_name(xform: bytes, steps: Sequence[Step], path: str, what: str) -> bool:
    spoken = re.search(rb'calculate="[^"]*jr:(choice-name|itext)\(', xform) is not None
    return (
        spoken and any(step["op"] == "lang" for step in steps) and (what.startswith("value: ") or path == "submission")
    )


def _no_text(_xform: bytes, _steps: Sequence[Step], _path: str, what: str) -> bool:
    return "[itext:" in what.partition(" | ")[2]


def _blank(_xform: bytes, _steps: Sequence[Step], _path: str, what: str) -> bool:
    ours, _, theirs = what.removeprefix("label: ").partition(" | ")
    return what.startswith("label: ") and ours.replace(" ", "") == theirs.replace(" ", "")


def _search(xform: bytes, _steps: Sequence[Step], _path: str, what: str) -> bool:
    return b"search(" in xform and what.startswith("choices: ")


def _hidden_filter(xform: bytes, steps: Sequence[Step], path: str, what: str) -> bool:
    """Whether the list reads something that an answer has hidden, or brought back, on the way."""
    entry = FormEntry.start(parse_xform(xform), World())
    control = entry.form.controls_by_path.get(plain_path(path))
    if control is None or control.itemset is None or not what.startswith(("choices: ", "value: ")):
        return False
    read = control.itemset.nodeset
    for step in steps:
        done(entry, step)
        if any(not node.relevant and node.value and plain_path(node.path) in read for node in entry.nodes()):
            return True
    return False


def _moved(xform: bytes, steps: Sequence[Step], path: str, what: str) -> bool:
    """Whether instances came or went, and what differs reads them only through a node that sums them up."""
    sent = _SENT.search(what) if path == "submission" else None
    form = parse_xform(xform)
    at = plain_path(sent[1] if sent is not None else path)
    plan = form.graph.plans.get(at)
    if plan is None or _in_repeat(form, _read_by(plan)) or not _came_or_went(form, steps):
        return False
    waiting, seen = [at], {at}
    while waiting:
        node = form.graph.plans.get(waiting.pop())
        read = _read_by(node) - seen if node is not None else set()
        if _in_repeat(form, read):
            return True
        seen |= read
        waiting += read
    return False


def _read_by(plan: NodePlan) -> set[str]:
    return {read.path for rule in plan.rules.values() for read in rule.reads}


def _in_repeat(form: FormDef, paths: set[str]) -> bool:
    return any(f"{path}/".startswith(f"{repeat}/") for path in paths for repeat in form.repeats)


def _came_or_went(form: FormDef, steps: Sequence[Step]) -> bool:
    entry = FormEntry.start(form, World(lambda: datetime.now(UTC)))
    counts = [_instances(entry)]
    for step in steps:
        done(entry, step)
        counts.append(_instances(entry))
    return len(set(counts)) > 1


def _instances(entry: FormEntry) -> int:
    return sum(node.kind == "repeat-instance" for node in entry.nodes())


def _twins(xform: bytes, _steps: Sequence[Step], path: str, what: str) -> bool:
    if path == "nodes" and what != "only ours [] | only theirs []":
        return False
    form = parse_xform(xform)
    waiting = [form.model]
    while waiting and path in ("nodes", "submission"):
        node = waiting.pop()
        waiting.extend(node.children)
        paths = [child.path for child in node.children]
        if any(paths.count(each) > 1 and each not in form.repeats for each in paths):
            return True
    return False


ROWS: dict[str, _Decides] = {
    RAISES: _raises,
    SMALLER: _smaller,
    STALE_NAME: _stale_name,
    NO_TEXT: _no_text,
    BLANK: _blank,
    SEARCH: _search,
    HIDDEN: _hidden,
    HIDDEN_ANSWER: _hidden_answer,
    TWINS: _twins,
    HIDDEN_FILTER: _hidden_filter,
    MOVED: _moved,
}


def settled(xform: bytes, steps: Sequence[Step], path: str, what: str) -> str | None:
    """Return the row that decides the difference `what` at `path`, None where none does."""
    return next((row for row, decides in ROWS.items() if decides(xform, steps, path, what)), None)

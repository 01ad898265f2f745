"""The order in which rules are computed, and the cycles that leave none."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from forms.paths import prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.rules import Rule

Key = tuple[str, str]
_SOFT = frozenset({"count", "choices"})
_VALUES = frozenset({"calculate", "relevant"})


def in_order(rules: list[Rule]) -> tuple[list[Rule], tuple[str, ...]]:
    """Return the rules in the order of computing, and the nodes of a circle, () where there is none.

    What repeats' counts and dropped choices bring comes first. A count that hangs on its own instances cannot: it is
    marked, and grows one instance at a time. Choices that hang on their own answer are simply read late.
    """
    late: set[Rule] = set()
    while True:
        try:
            return _sorted(rules, late), ()
        except CycleError as error:
            cycle: list[Rule] = error.args[1]
        soft = [rule for rule in cycle if rule.kind in _SOFT and rule not in late]
        if not soft:
            return rules, tuple(dict.fromkeys(rule.target for rule in reversed(cycle)))
        late.add(soft[0])
        soft[0].feeds_itself = soft[0].kind == "count"


def _sorted(rules: list[Rule], late: set[Rule]) -> list[Rule]:
    writers = {key: rule for key, rule in _writers(rules).items() if rule not in late}
    sorter: TopologicalSorter[Rule] = TopologicalSorter()
    for rule in rules:
        sorter.add(rule, *_before(rule, writers))
    return list(sorter.static_order())


def _writers(rules: Iterable[Rule]) -> dict[Key, Rule]:
    """Who decides a path's value, its relevance, its number of instances, its choices."""
    found: dict[Key, Rule] = {}
    for rule in rules:
        if rule.kind in _VALUES or rule.kind == "choices":
            found[rule.kind, rule.target] = rule
        elif rule.kind == "count" and rule.repeat is not None:
            found["count", rule.repeat] = rule
    return found


def _before(rule: Rule, writers: dict[Key, Rule]) -> Iterator[Rule]:
    """Yield what must be computed before `rule`: who writes what it reads, and what decides whether that is there."""
    for read in rule.reads:
        for kind in ("calculate", "choices"):
            writer = writers.get((kind, read.path))
            if writer is not None and (kind == "calculate" or writer is not rule):
                yield writer
        yield from _structure(rule, read.path, writers)
    for above in prefixes(rule.target):
        counter = writers.get(("count", above))
        if counter is not None and counter is not rule:
            yield counter
        if rule.kind == "choices" and ("relevant", above) in writers:
            yield writers["relevant", above]


def _structure(rule: Rule, path: str, writers: dict[Key, Rule]) -> Iterator[Rule]:
    for above in prefixes(path):
        if ("relevant", above) in writers:
            yield writers["relevant", above]
        counter = writers.get(("count", above))
        if counter is not None and counter is not rule:
            yield counter

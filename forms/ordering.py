"""The order in which rules are computed, and the cycles that leave none."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from forms.paths import prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.rules import Rule

_SOFT = frozenset({"count", "choices"})


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
    writers = _Writers(rule for rule in rules if rule not in late)
    sorter: TopologicalSorter[Rule] = TopologicalSorter()
    for rule in rules:
        sorter.add(rule, *writers.before(rule))
    return list(sorter.static_order())


class _Writers:
    """Who decides a path's value, its relevance, its number of instances, its choices."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._calculate: dict[str, Rule] = {}
        self._relevant: dict[str, Rule] = {}
        self._choices: dict[str, Rule] = {}
        self._count: dict[str, Rule] = {}
        self._there: dict[str, list[Rule]] = {}
        for rule in rules:
            if rule.kind == "calculate":
                self._calculate[rule.target] = rule
            elif rule.kind == "relevant":
                self._relevant[rule.target] = rule
            elif rule.kind == "choices":
                self._choices[rule.target] = rule
            elif rule.kind == "count" and rule.repeat is not None:
                self._count[rule.repeat] = rule

    def before(self, rule: Rule) -> Iterator[Rule]:
        """Yield what must be computed before `rule`: who writes what it reads, and what decides whether that is there.

        What it writes itself stands in its own way only where a calculation or a relevance does.
        """
        for read in rule.reads:
            if read.path in self._calculate:
                yield self._calculate[read.path]
            yield from _others(rule, self._choices.get(read.path))
            for writer in self._whether_there(read.path):
                if writer.kind == "relevant" or writer is not rule:
                    yield writer
        for above in prefixes(rule.target):
            yield from _others(rule, self._count.get(above))
            if rule.kind == "choices" and above in self._relevant:
                yield self._relevant[above]

    def _whether_there(self, path: str) -> list[Rule]:
        known = self._there.get(path)
        if known is None:
            both = (self._relevant, self._count)
            known = self._there[path] = [by[above] for above in prefixes(path) for by in both if above in by]
        return known


def _others(rule: Rule, writer: Rule | None) -> tuple[Rule, ...]:
    return (writer,) if writer is not None and writer is not rule else ()

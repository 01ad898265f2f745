"""Recomputing: what changed goes in, what hangs on it is computed in order, and what that changed comes out."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from math import isnan
from typing import TYPE_CHECKING, cast

from forms.choices import keep_offered
from forms.errors import FormError, LimitExceeded
from forms.growing import one_at_a_time
from forms.instance import MOST_INSTANCES, Instance, LiveNode, Refs, bears, below
from forms.state import Changes
from forms.truths import TRUTH, is_truth, may_be_truth
from forms.xpath import Context, XPathError, to_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forms.faults import Faults
    from forms.graph import Reader
    from forms.rules import Rule
    from forms.showing import Showing
    from forms.tree import Node
    from forms.xpath import Environment, Value

_MANY = 16  # rules that read a node, from which on it remembers them


class Recompute:
    """The running side of the graph for one instance."""

    def __init__(self, instance: Instance, environment: Environment, showing: Showing, faults: Faults) -> None:
        """Recompute `instance`; nothing is evaluated before `everything` or `run`."""
        self.instance = instance
        self.environment = environment
        self.showing = showing
        self.faults = faults
        self._pending: dict[int, dict[LiveNode, None]] = {}
        self._ranks: list[int] = []
        self._touched: defaultdict[str, dict[LiveNode, None]] = defaultdict(dict)
        self._structure = False
        self._values_stand = False
        self._decide: dict[str, Callable[[Rule, LiveNode], None]] = {
            "calculate": self._calculate,
            "relevant": self._relevant,
            "readonly": self._condition,
            "required": self._condition,
            "constraint": self._constraint,
            "count": self._count,
            "choices": self._choices,
        }
        self._without: dict[str, Callable[[Rule, LiveNode], None]] = {
            "calculate": self._empty,
            "relevant": lambda _, node: self._show(node, own=True),
            "readonly": lambda rule, node: self._hold(rule, node, value=False),
            "required": lambda rule, node: self._hold(rule, node, value=False),
            "constraint": lambda _, node: self._judge(node, satisfied=False),
            "count": lambda _rule, _node: None,
            "choices": self._no_choices,
        }

    # What acts report

    def set(self, node: LiveNode, value: str) -> bool:
        """Store `value` in `node` and mark what reads it; return whether it is another value."""
        if node.value == value:
            return False
        node.value = value
        self._touched["values"][node] = None
        if node.plan.readers:
            self._read(node)
        return True

    def done(self) -> None:
        """Mark the counts that wait until the last instance is answered."""
        for rule in self.instance.graph.waiting:
            self._mark(rule, self._at(rule.target))

    def answered(self, node: LiveNode) -> None:
        """Drop what is not among the node's own choices from the answer just given, unless those cannot be told."""
        if "choices" in node.plan.rules:
            try:
                self._keep_offered(node)
            except XPathError as error:
                self.faults.note("choices", node, error)

    def everything(self) -> None:
        """Mark every calculation, relevance and count of the whole instance, and choices that hold an answer."""
        for node in bears(self.instance.root):
            self._mark_own(node)

    def all_but_values(self) -> None:
        """Compute relevance and counts anew around values that were computed, or answered over, before."""
        self._values_stand = True
        for node in bears(self.instance.root):
            rule = node.plan.rules.get("calculate")
            if rule is not None and node.value in ("0", "1") and may_be_truth(rule.expression.syntax):
                node.type = TRUTH
        self.everything()
        self.run()
        self._values_stand = False

    def added(self, node: LiveNode) -> None:
        """Mark what a new repeat instance brings and what looked at its repeat from outside."""
        self._structure = True
        above = node.above
        self._inherit(node, relevant=above is None or above.relevant)
        for inner in bears(node):
            self._mark_own(inner)
        self._read_from_outside(node)

    def remove(self, node: LiveNode) -> None:
        """Take a repeat instance out and mark what looked at it, or at the places of those after it."""
        parent = node.above
        if parent is None:
            return
        self._structure = True
        self._read_from_outside(node)
        same = parent.named[node.name]
        later = same[same.index(node) + 1 :]
        gone = self.instance.remove(node)
        self.faults.forget(gone)
        for inner in gone:
            for waiting in self._pending.values():
                waiting.pop(inner, None)
            for touched in self._touched.values():
                touched.pop(inner, None)
        for reader in node.plan.readers:
            if not reader.up:  # those outside were just marked
                self._mark(reader.rule, [target for sibling in later for target in _targets(sibling, reader)])

    def spoken(self) -> None:
        """Mark the calculations whose value is a text in the person's language."""
        for rule in self.instance.graph.rules:
            if rule.kind == "calculate" and rule.spoken:
                self._mark(rule, self._at(rule.target))

    def run(self) -> Changes:
        """Compute all that is marked, in order; return what changed since the last run, and what failed."""
        while self._ranks:
            self._run_rule(heappop(self._ranks))
        return self._report()

    def _run_rule(self, rank: int) -> None:
        rule = self.instance.graph.rules[rank]
        nodes = self._pending.pop(rank)  # what marks the same rule again marks it for another round
        if rule.kind == "label":
            self._labels(nodes)
            return
        decide = self._decide[rule.kind]
        for node in nodes:
            try:
                decide(rule, node)
            except (XPathError, FormError) as error:
                self.faults.note(rule.kind, node, error)
                self._without[rule.kind](rule, node)
            else:
                self.faults.mend(rule.kind, node)

    def context(self, node: Node) -> Context:
        """Return a fresh place of evaluation at `node`."""
        return Context(node, self.environment)

    def stored(self, value: Value, node: LiveNode) -> str:
        """Return a computed value as `node` stores it."""
        return to_stored(value, node.plan.value_type, self.environment)

    # Marking

    def _mark(self, rule: Rule, nodes: Iterable[LiveNode]) -> None:
        if self._values_stand and rule.kind == "calculate":
            return
        waiting = self._pending.get(rule.rank)
        if waiting is None:
            waiting = self._pending[rule.rank] = {}
            heappush(self._ranks, rule.rank)
        for node in nodes:
            waiting[node] = None

    def _at(self, path: str) -> list[LiveNode]:
        return [node for node in bears(self.instance.root) if node.plan.path == path]

    def _mark_own(self, node: LiveNode) -> None:
        plan = node.plan
        for rule in plan.rules.values():
            if rule.kind in ("calculate", "relevant") or (rule.kind == "choices" and node.value):
                self._mark(rule, (node,))
        for rule in plan.counts:
            self._mark(rule, (node,))
        if not plan.relevant:
            node.own = False
            self._set_relevance(node, relevant=False)

    def _read(self, node: LiveNode) -> None:
        readers = node.plan.readers
        if len(readers) > _MANY:
            for rule, targets in self._reached(node):
                self._mark(rule, targets)
            return
        for reader in readers:
            self._mark(reader.rule, _targets(node, reader))

    def _reached(self, node: LiveNode) -> list[tuple[Rule, list[LiveNode]]]:
        """Return who reads `node`; looked up anew when an instance of a repeat has come or gone."""
        version = self.instance.document.version
        if node.reached is None or node.reached[0] != version:
            node.reached = (version, [(reader.rule, _targets(node, reader)) for reader in node.plan.readers])
        return node.reached[1]

    def _read_from_outside(self, instance: LiveNode) -> None:
        inside = 0
        waiting: list[tuple[LiveNode, int]] = [(instance, inside)]
        while waiting:
            node, level = waiting.pop()
            for reader in node.plan.readers:
                if reader.up > level:
                    self._mark(reader.rule, _targets(node, reader))
            waiting.extend((child, level + 1) for child in node.children if isinstance(child, LiveNode))
            waiting.extend((a, level + 1) for a in node.attributes.values() if isinstance(a, LiveNode))

    def _touch(self, what: str, node: LiveNode) -> None:
        self._touched[what][node] = None

    # Deciding

    def _calculate(self, rule: Rule, node: LiveNode) -> None:
        environment, value_type = self.environment, node.plan.value_type
        value = rule.expression.evaluate(Context(node, environment))
        node.type = TRUTH if is_truth(value) else value_type
        self.set(node, to_stored(value, value_type, environment))

    def _empty(self, _rule: Rule, node: LiveNode) -> None:
        node.type = node.plan.value_type
        self.set(node, "")

    def _relevant(self, rule: Rule, node: LiveNode) -> None:
        self._show(node, own=rule.expression.boolean(self.context(node)))

    def _show(self, node: LiveNode, *, own: bool) -> None:
        node.own = own
        above = node.above
        self._set_relevance(node, relevant=own and (above is None or above.relevant))

    def _set_relevance(self, node: LiveNode, *, relevant: bool) -> None:
        if node.relevant != relevant:
            self._inherit(node, relevant=relevant)

    def _inherit(self, root: LiveNode, *, relevant: bool) -> None:
        waiting = [(root, relevant)]
        while waiting:
            node, now = waiting.pop()
            if node.relevant == now:
                continue
            node.relevant = now
            self._touch("relevance", node)
            self._read(node)
            if now and node.value and "choices" in node.plan.rules:
                self._mark(node.plan.rules["choices"], (node,))
            for child in (*node.children, *node.attributes.values()):
                if isinstance(child, LiveNode):
                    waiting.append((child, now and child.own))
                else:
                    child.relevant = now

    def _condition(self, rule: Rule, node: LiveNode) -> None:
        self._hold(rule, node, value=rule.expression.boolean(self.context(node)))

    def _hold(self, rule: Rule, node: LiveNode, *, value: bool) -> None:
        known = node.readonly if rule.kind == "readonly" else node.required
        if value == known:
            return
        if rule.kind == "required":
            node.required = value
            self._touch("required", node)
            return
        node.readonly = value
        for inner in below(node):
            self._touch("readonly", inner)

    def _constraint(self, rule: Rule, node: LiveNode) -> None:
        self._judge(node, satisfied=not node.value or rule.expression.boolean(self.context(node)))

    def _judge(self, node: LiveNode, *, satisfied: bool) -> None:
        before = node.satisfied
        node.satisfied = satisfied
        if before is not node.satisfied and (before is not None or not node.satisfied):
            self._touch("validity", node)

    def _choices(self, _rule: Rule, node: LiveNode) -> None:
        node.choices = None
        self._touch("choices", node)
        self._keep_offered(node)

    def _no_choices(self, _rule: Rule, node: LiveNode) -> None:
        node.choices = ()

    def _keep_offered(self, node: LiveNode) -> None:
        if node.value and node.relevant:
            offered = self.showing.offered(node)
            if offered is not None:
                self.set(node, keep_offered(node.value, offered))

    def _labels(self, nodes: dict[LiveNode, None]) -> None:
        """Have the texts of `nodes` read anew; nothing is computed before somebody looks."""
        for node in nodes:
            node.choices = None
            self.faults.mend("label", node)
        self._touched["labels"].update(nodes)

    def _count(self, rule: Rule, parent: LiveNode) -> None:
        number = rule.expression.number(self.context(self._counting_place(rule, parent)))
        wanted = 0 if isnan(number) else max(0, int(min(number, MOST_INSTANCES + 1)))
        if wanted > MOST_INSTANCES:
            raise LimitExceeded(f"{rule.repeat}: more than {MOST_INSTANCES} instances")
        repeat = rule.repeat or ""
        same = parent.named.get(repeat.rpartition("/")[2], [])
        if rule.feeds_itself:
            wanted = one_at_a_time(same, wanted)
        for last in reversed(same[wanted:]):
            if isinstance(last, LiveNode):
                self.remove(last)
        for _ in range(wanted - len(same)):
            self.grow(parent, repeat)

    def _counting_place(self, rule: Rule, parent: LiveNode) -> LiveNode:
        """Return where a count is read from: a repeat that may have no instance yet, or a node above it."""
        if rule.place is not None and rule.place == rule.repeat:
            counted = self.instance.new_instance(rule.repeat)
            counted.parent = parent
            return counted
        at = parent
        while at.above is not None and at.plan.path != rule.place:
            at = at.above
        return at

    def grow(self, parent: LiveNode, repeat: str) -> LiveNode:
        """Add an instance of `repeat` below `parent`, fire its actions, mark what it brings."""
        node = self.instance.add(parent, repeat)
        self.added(node)
        self.on_new_instance(node)
        return node

    on_new_instance: Callable[[LiveNode], None] = staticmethod(lambda _node: None)

    def _report(self) -> Changes:
        refs = Refs()
        touched = {what: refs.of(nodes) for what, nodes in self._touched.items()}
        structure = self._structure
        self._touched.clear()
        self._structure = False
        return Changes(**touched, structure=structure, faults=self.faults.taken())


def _targets(node: Node, reader: Reader) -> list[LiveNode]:
    """Return the nodes that the rule of `reader` decides about, reading `node`; a rule's node is always a live one."""
    anchor: Node | None = node
    for _ in range(reader.up):
        anchor = anchor.parent if anchor is not None else None
    if anchor is None:
        return []
    found: list[Node] = [anchor]
    for step in reader.down:
        if step[0] == "@":
            found = [n.attributes[step[1:]] for n in found if step[1:] in n.attributes]
        elif len(found) == 1:
            found = found[0].named.get(step, [])
        else:
            found = [child for n in found for child in n.named.get(step, ())]
    return cast("list[LiveNode]", found)

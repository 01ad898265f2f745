"""The one dependency graph of a form: what hangs on what, and in which order it is computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Bind
from forms.ordering import in_order
from forms.parse.names import local
from forms.paths import common, depth, steps_below
from forms.problems import Place, Problem
from forms.reads import Read
from forms.rules import Rule, RuleKind, RuleReader, constant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Action, Control, FormDef, ModelNode


@dataclass(frozen=True, slots=True)
class Reader:
    """A rule that reads a node: from that node `up` steps to what both share, then `down` to the rule's targets."""

    rule: Rule
    up: int
    down: tuple[str, ...]


@dataclass(slots=True, eq=False)
class NodePlan:
    """What is known about every node at one path.

    required, readonly: what holds where no rule decides. control: the question, group or repeat of the body.
    counts: rules for the numbers of the repeats directly below. triggered: actions that its change fires.
    """

    path: str
    bind: Bind
    control: Control | None
    value_type: str
    relevant: bool
    required: bool
    readonly: bool
    rules: dict[RuleKind, Rule] = field(default_factory=dict)
    counts: list[Rule] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    triggered: tuple[Action, ...] = ()

    @property
    def repeat(self) -> Control | None:
        """The repeat whose instance the node is, None for other nodes."""
        return self.control if self.control is not None and self.control.tag == "repeat" else None


@dataclass(frozen=True, slots=True)
class Template:
    """How a new instance of a repeat begins; `later` are the names of the siblings that stand after it."""

    model: ModelNode
    blank: bool
    later: frozenset[str]


@dataclass(slots=True, eq=False)
class Graph:
    """The compiled form: plans by path, rules in the order in which they are computed, templates of repeats.

    waiting: the counts that hang on their own instances.
    """

    plans: Mapping[str, NodePlan]
    rules: tuple[Rule, ...]
    templates: Mapping[str, Template]
    waiting: tuple[Rule, ...]
    problems: tuple[Problem, ...]


def build(form: FormDef) -> Graph:
    """Compile every expression of `form` and put the rules in order; what keeps it from running is in `problems`."""
    triggers: dict[str, list[Action]] = {}
    for action in form.actions:
        if action.trigger is not None and "xforms-value-changed" in action.events:
            triggers.setdefault(action.trigger, []).append(action)
    plans = {path: _plan(form, path, tuple(triggers.get(path, ()))) for path in _paths(form.model)}
    reader = RuleReader(form, plans)
    rules, cycle = in_order(list(reader.read()))
    problems = list(reader.problems)
    if cycle:
        nodes = ", ".join(cycle)
        text = T("These nodes are computed from each other in a circle: {nodes}", nodes=nodes)
        problems.append(Problem("error", text, Place(node=cycle[0])))
    for rank, rule in enumerate(rules):
        rule.rank = rank
        _enter(rule, plans)
    waiting = tuple(rule for rule in rules if rule.feeds_itself)
    return Graph(plans, tuple(rules), dict(_templates(form)), waiting, tuple(problems))


def _paths(model: ModelNode) -> dict[str, None]:
    found: dict[str, None] = {}
    waiting = [model]
    while waiting:
        node = waiting.pop()
        found[node.path] = None
        for name, _ in node.attributes:
            found[f"{node.path}/@{local(name)}"] = None
        waiting.extend(reversed(node.children))
    return found


def _plan(form: FormDef, path: str, triggered: tuple[Action, ...]) -> NodePlan:
    bind = form.binds.get(path) or Bind(path, type="")
    return NodePlan(
        path=path,
        bind=bind,
        control=form.controls_by_path.get(path),
        value_type=bind.type,
        relevant=constant(bind.relevant) is not False,
        required=constant(bind.required) is True,
        readonly=constant(bind.readonly) is True,
        triggered=triggered,
    )


def _enter(rule: Rule, plans: Mapping[str, NodePlan]) -> None:
    plan = plans[rule.target]
    if rule.kind == "count":
        plan.counts.append(rule)
    elif rule.kind != "label":
        plan.rules[rule.kind] = rule
    own = (Read(rule.target, rule.target),) if rule.kind == "constraint" else ()
    for read in dict.fromkeys(rule.reads + own):
        shared = common(read.shared, rule.target)
        up = depth(read.path) - depth(shared)
        plans[read.path].readers.append(Reader(rule, up, steps_below(rule.target, shared)))


def _templates(form: FormDef) -> Iterator[tuple[str, Template]]:
    waiting = [form.model]
    repeats = form.repeats
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        names = [child.name for child in node.children]
        for child in node.children:
            if child.path in repeats:
                written = [c for c in node.children if c.name == child.name]
                template = next((c for c in written if c.template), None)
                last = len(names) - names[::-1].index(child.name)
                later = frozenset(names[last:]) - {child.name}
                yield child.path, Template(template or written[0], template is None, later)

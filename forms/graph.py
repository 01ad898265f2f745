"""The one dependency graph of a form: what hangs on what, and in which order it is computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from assets.texts import T
from forms.definition import Bind
from forms.ordering import in_order
from forms.parse.model import paths_of
from forms.paths import common, depth, steps_below
from forms.problems import Place, Problem
from forms.reads import Read
from forms.rules import Rule, RuleKind, RuleReader, constant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forms.definition import Action, Control, FormDef, ModelNode

_NO_RULES: Mapping[RuleKind, Rule] = {}


class Reader(NamedTuple):
    """A rule that reads a node: from that node `up` steps to what both share, then `down` to the rule's targets."""

    rule: Rule
    up: int
    down: tuple[str, ...]


@dataclass(slots=True, eq=False)
class NodePlan:
    """What is known about every node at one path.

    required, readonly: what holds where no rule decides. control: the question, group or repeat of the body.
    counts: rules for the numbers of the repeats directly below. triggered: actions that its change fires.
    repeat: the repeat whose instance the node is, None for other nodes. step: the last step of `path`.
    """

    path: str
    bind: Bind
    control: Control | None
    value_type: str
    relevant: bool
    required: bool
    readonly: bool
    rules: Mapping[RuleKind, Rule] = field(default_factory=dict)
    counts: Sequence[Rule] = ()
    readers: Sequence[Reader] = ()
    triggered: Sequence[Action] = ()
    repeat: Control | None = field(init=False)
    step: str = field(init=False)

    def __post_init__(self) -> None:
        """Note what every reference to such a node asks for."""
        self.repeat = self.control if self.control is not None and self.control.tag == "repeat" else None
        self.step = self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Template:
    """How a new instance of a repeat begins; `places` are those of the last siblings of each name in the model."""

    model: ModelNode
    blank: bool
    places: Mapping[str, int]

    def before(self, name: str) -> bool:
        """Whether an instance stands before siblings called `name`."""
        return self.places.get(name, -1) > self.places[self.model.name]


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
    paths = dict.fromkeys(paths_of(form.model))
    reader = RuleReader(form, paths)
    rules, cycle = in_order(reader.read())
    problems = list(reader.problems)
    if cycle:
        nodes = ", ".join(cycle)
        text = T("These nodes are computed from each other in a circle: {nodes}", nodes=nodes)
        problems.append(Problem("error", text, Place(node=cycle[0])))
    for rank, rule in enumerate(rules):
        rule.rank = rank
    waiting = tuple(rule for rule in rules if rule.feeds_itself)
    plan = _Plans(form, rules).plan
    plans = {path: plan(path) for path in paths}
    return Graph(plans, tuple(rules), dict(_templates(form)), waiting, tuple(problems))


class _Plans:
    """What rules and actions have to do with each path, gathered before the plans are made."""

    def __init__(self, form: FormDef, rules: Iterable[Rule]) -> None:
        self._form = form
        self._decide: dict[str, dict[RuleKind, Rule]] = {}
        self._count: dict[str, list[Rule]] = {}
        self._read: dict[str, list[Reader]] = {}
        self._triggered: dict[str, list[Action]] = {}
        for rule in rules:
            self._enter(rule)
        for action in form.actions:
            if action.trigger is not None and "xforms-value-changed" in action.events:
                self._triggered.setdefault(action.trigger, []).append(action)

    def _enter(self, rule: Rule) -> None:
        if rule.kind == "count":
            self._count.setdefault(rule.target, []).append(rule)
        elif rule.kind != "label":
            self._decide.setdefault(rule.target, {})[rule.kind] = rule
        for path, reader in _readers(rule):
            self._read.setdefault(path, []).append(reader)

    def plan(self, path: str) -> NodePlan:
        bind = self._form.binds.get(path) or Bind(path, type="")
        return NodePlan(
            path=path,
            bind=bind,
            control=self._form.controls_by_path.get(path),
            value_type=bind.type,
            relevant=constant(bind.relevant) is not False,
            required=constant(bind.required) is True,
            readonly=constant(bind.readonly) is True,
            rules=self._decide.get(path, _NO_RULES),
            counts=self._count.get(path, ()),
            readers=self._read.get(path, ()),
            triggered=self._triggered.get(path, ()),
        )


def _readers(rule: Rule) -> Iterator[tuple[str, Reader]]:
    """Yield what `rule` is to each of the paths that it reads."""
    target = rule.target
    own = (Read(target, target),) if rule.kind == "constraint" else ()
    for read in dict.fromkeys(rule.reads + own):
        shared = common(read.shared, target)
        yield read.path, Reader(rule, depth(read.path) - depth(shared), steps_below(target, shared))


def _templates(form: FormDef) -> Iterator[tuple[str, Template]]:
    repeats = form.repeats
    waiting = [form.model] if repeats else []
    while waiting:
        node = waiting.pop()
        waiting.extend(child for child in node.children if child.children)
        places = {child.name: place for place, child in enumerate(node.children)}
        first: dict[str, ModelNode] = {}
        for child in sorted(node.children, key=lambda child: not child.template):
            first.setdefault(child.path, child)
        for path, child in first.items():
            if path in repeats:
                yield path, Template(child, not child.template, places)

"""What a form is: frozen, and the same for everybody who fills it in.

What a form has a thousand of is a NamedTuple: made in a third of the time that a frozen dataclass takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from forms.printing import AS_IT_COMES, PrintLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from forms.audit import AuditSettings
    from forms.graph import Graph
    from forms.problems import Problem
    from forms.state import ControlName, RangeBounds
    from forms.tree import Node
    from forms.xpath import Expression


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text that shows the value of an expression."""

    expression: str


Parts = tuple[str | Output, ...]


class TextSource(NamedTuple):
    """Where a text comes from: its own words, an itext id, or an expression that yields one of the two.

    parts: words written in place, with outputs between them.
    itext: the id of a text in itext (`jr:itext('id')`).
    ref: an expression whose value is the text (`ref="/data/label"`, `jr:itext(name)`).
    """

    parts: Parts = ()
    itext: str | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Itext:
    """All texts: language → id → form (`long`, `short`, `guidance`, `image`, `audio`, …) → parts."""

    translations: Mapping[str, Mapping[str, Mapping[str, Parts]]]
    languages: tuple[str, ...]
    default: str | None


class Bind(NamedTuple):
    """What the model says about a node; expressions are kept as written, compiled when first needed.

    path: absolute, without positions.
    type: the XForms data type without its prefix; unknown ones become `string`.
    """

    path: str
    type: str = "string"
    relevant: str | None = None
    required: str | None = None
    readonly: str | None = None
    constraint: str | None = None
    calculate: str | None = None
    constraint_message: TextSource | None = None
    required_message: TextSource | None = None
    preload: str | None = None
    preload_params: str | None = None
    max_pixels: int | None = None
    save_to: str | None = None


class ItemDef(NamedTuple):
    """A choice written in the form's body."""

    value: str
    label: TextSource | None


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices from a node-set: `nodeset` with its predicates, `value` and `label` relative to each of its nodes.

    label_itext: whether the label is the id of a text in itext (`jr:itext(itextId)`).
    columns: for `search()`: a text whose words are the names of the columns that make the label, commas between them;
        its image is the name of the column with the pictures.
    before: for `search()`: how many of the written choices stand before the table's.
    """

    nodeset: str
    value: str
    label: str
    label_itext: bool = False
    copy: str | None = None
    columns: TextSource | None = None
    before: int = 0


class Control(NamedTuple):
    """A question, group or repeat of the form's body; `ref` is absolute without positions, None for bare groups.

    count: the expression that gives a repeat's number of instances, read from the path `count_from`.
    fixed: whether people may neither add nor remove instances.
    """

    tag: ControlName
    ref: str | None
    label: TextSource | None = None
    hint: TextSource | None = None
    appearance: tuple[str, ...] = ()
    attributes: Mapping[str, str] = MappingProxyType({})
    items: tuple[ItemDef, ...] = ()
    itemset: Itemset | None = None
    bounds: RangeBounds | None = None
    children: tuple[Control, ...] = ()
    count: str | None = None  # type: ignore[assignment]  # the form's own word; nobody counts what is in a tuple of these
    count_from: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue or setgeopoint: what writes `target` when one of `events` happens.

    target, ref: the node's path without positions, and the reference as written.
    value: an expression; None where `text` is written as it stands.
    trigger: the question whose change fires it, or the repeat whose new instance does; None for the whole form.
    """

    kind: str
    target: str
    ref: str
    events: frozenset[str]
    value: str | None = None
    text: str = ""
    trigger: str | None = None


@dataclass(frozen=True, slots=True)
class SecondarySource:
    """A secondary instance: inline (`element`, its root, never changed) or from a file (`jr://file-csv/x.csv`)."""

    id: str
    element: _Element | None = None
    src: str | None = None


class ModelNode(NamedTuple):
    """One node of the primary instance as the form writes it; `name` carries the prefix that the form uses."""

    name: str
    path: str
    namespace: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple[ModelNode, ...] = ()
    template: bool = False


@dataclass(frozen=True, slots=True)
class SubmissionInfo:
    """What the form says about sending: a public key, its own address, and whether to send or delete by itself."""

    action: str | None = None
    public_key: str | None = None
    auto_send: bool | None = None
    auto_delete: bool | None = None


@dataclass(frozen=True)
class FormDef:
    """A parsed form. Never changes; one serves every session at once.

    form_id, version: as formList and the submission name it; version "" where the form has none.
    model: the primary instance's root. namespaces: prefix → URI as declared in the form.
    binds, controls_by_path, repeats: by absolute path without positions.
    audit: what the form asks of the audit log, None where it wants none. printing: what it says about its paper.
    problems: what the runtime does not support or what an author should mend, with the question's name.
    """

    form_id: str
    version: str
    title: str
    model: ModelNode
    namespaces: Mapping[str, str]
    binds: Mapping[str, Bind]
    controls: tuple[Control, ...]
    itext: Itext
    instances: Mapping[str, SecondarySource]
    actions: tuple[Action, ...]
    submission: SubmissionInfo
    problems: tuple[Problem, ...] = ()
    entities_version: str | None = None
    style: tuple[str, ...] = ()
    audit: AuditSettings | None = None
    printing: PrintLayout = AS_IT_COMES

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts as the form names them, in its order; () when it has one language only."""
        return self.itext.languages

    @cached_property
    def media(self) -> tuple[str, ...]:
        """The files that the form names in its texts and secondary instances, without `jr://…/`."""
        from forms.parse.media import named_media

        return named_media(self)

    @cached_property
    def controls_by_path(self) -> Mapping[str, Control]:
        """Questions, groups and repeats by their path."""
        found: dict[str, Control] = {}
        waiting = list(reversed(self.controls))
        while waiting:
            control = waiting.pop()
            if control.ref is not None:
                found.setdefault(control.ref, control)
            waiting.extend(reversed(control.children))
        return found

    @cached_property
    def repeats(self) -> Mapping[str, Control]:
        """The repeats by their path."""
        return {path: control for path, control in self.controls_by_path.items() if control.tag == "repeat"}

    @cached_property
    def _compiled(self) -> dict[str, Expression]:
        return {}

    @cached_property
    def lists(self) -> dict[str, tuple[bytes | None, Node]]:
        """Secondary instances already read, by id, with the bytes they were read from; kept for later starts."""
        return {}

    def expression(self, source: str) -> Expression:
        """Return `source` compiled, each expression once a form. Raises XPathSyntaxError."""
        known = self._compiled.get(source)
        if known is None:
            from forms.xpath import compile_expression

            known = self._compiled[source] = compile_expression(source, self.namespaces)
        return known

    @cached_property
    def graph(self) -> Graph:
        """The dependency graph, compiled when first needed and kept for every later start."""
        from forms.graph import build

        return build(self)

"""What a citizen walks through now: the relevant pages of a running form, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from forms.instance import LiveNode, ref_of
from forms.paths import steps_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Control, FormDef
    from forms.instance import Instance
    from forms.showing import Showing
    from forms.states import States
    from forms.tree import Node

PageKind = Literal["question", "field-list", "repeat", "note"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    refs: the questions on it; of a `repeat` page the references of its instances, in order.
    kind: `note` is a question to be read only; `field-list` shows a group's questions together;
        `repeat` lists a repeat's instances with add and remove. The pages of its instances follow it.
    sections: labels of the enclosing groups, outermost first, without empty ones.
    repeat: on a `repeat` page its reference as `FormEntry.add_repeat` takes it; on the pages of its
        instances the innermost enclosing repeat.
    instance: the innermost enclosing instance (`/data/rep[2]`), None outside of repeats.
    title: the label of the group or repeat that the page shows, "" for single questions.
    group: on a `field-list` page the reference of its group or instance.
    can_change: on a `repeat` page, whether instances can be added and removed.
    """

    refs: tuple[str, ...]
    kind: PageKind
    sections: tuple[str, ...] = ()
    repeat: str | None = None
    instance: str | None = None
    title: str = ""
    can_change: bool = False
    group: str | None = None


def pages_of(form: FormDef, instance: Instance, showing: Showing, states: States) -> Iterator[Page]:
    """Yield the pages of a running form as they are now."""
    yield from _Walk(instance, showing, states).controls(form.controls, instance.root, ())


class _Walk:
    def __init__(self, instance: Instance, showing: Showing, states: States) -> None:
        self._instance = instance
        self._showing = showing
        self._states = states

    def controls(self, controls: tuple[Control, ...], at: LiveNode, sections: tuple[str, ...]) -> Iterator[Page]:
        for control in controls:
            if control.tag == "repeat":
                yield from self._repeat(control, at, sections)
            elif control.tag == "group":
                yield from self._group(control, at, sections)
            else:
                yield from self._question(control, at, sections)

    def _question(self, control: Control, at: LiveNode, sections: tuple[str, ...]) -> Iterator[Page]:
        node = _live(control, at)
        if node is not None and node.relevant and "hidden" not in control.appearance:
            instance, repeat = _place(node)
            yield Page((ref_of(node),), self._kind(control, node), sections, repeat, instance)

    def _kind(self, control: Control, node: LiveNode) -> PageKind:
        return "note" if control.tag == "input" and self._states.readonly(node) else "question"

    def _group(self, control: Control, at: LiveNode, sections: tuple[str, ...]) -> Iterator[Page]:
        node = _live(control, at)
        if node is None or not node.relevant:
            return
        title = self._title(control, node)
        inside = (*sections, title) if title else sections
        if "field-list" in control.appearance:
            yield from self._field_list(control, node, sections, title)
        else:
            yield from self.controls(control.children, node, inside)

    def _field_list(self, control: Control, at: LiveNode, sections: tuple[str, ...], title: str) -> Iterator[Page]:
        pages = list(self.controls(control.children, at, (*sections, title) if title else sections))
        refs = tuple(ref for page in pages if page.kind in ("question", "note") for ref in page.refs)
        if refs:
            instance, repeat = _place(at)
            yield Page(refs, "field-list", sections, repeat, instance, title, group=ref_of(at))
        yield from (page for page in pages if page.kind not in ("question", "note"))

    def _repeat(self, control: Control, at: LiveNode, sections: tuple[str, ...]) -> Iterator[Page]:
        parent = _parent_of(control, at)
        if parent is None or not parent.relevant or control.ref is None:
            return
        instances = [n for n in parent.named.get(control.ref.rpartition("/")[2], ()) if isinstance(n, LiveNode)]
        shown = [node for node in instances if node.relevant]
        free = control.count is None and not control.fixed
        if free and (shown or self._would_be_relevant(parent, control.ref)):
            around, _ = _place(parent)
            ref = f"{ref_of(parent)}/{control.ref.rpartition('/')[2]}"
            title = self._title(control, shown[0] if shown else parent)
            yield Page(tuple(map(ref_of, shown)), "repeat", sections, ref, around, title, can_change=True)
        for node in shown:
            title = self._title(control, node)
            if "field-list" in control.appearance:
                yield from self._field_list(control, node, sections, title)
            else:
                yield from self.controls(control.children, node, (*sections, title) if title else sections)

    def _would_be_relevant(self, parent: LiveNode, repeat: str) -> bool:
        node = self._instance.new_instance(repeat)
        node.parent = parent
        return self._states.own_relevance(node)

    def _title(self, control: Control, node: LiveNode) -> str:
        label = self._showing.label(control.label, node)
        return label.text if label is not None else ""


def _live(control: Control, at: LiveNode) -> LiveNode | None:
    """Return the node of `control` below `at`; a group without a node of its own is where it stands."""
    return at if control.ref is None else _below(at, control.ref)


def _parent_of(control: Control, at: LiveNode) -> LiveNode | None:
    return _below(at, (control.ref or "").rpartition("/")[0])


def _below(at: LiveNode, path: str) -> LiveNode | None:
    start: Node | None = at
    while isinstance(start, LiveNode) and not f"{path}/".startswith(f"{start.plan.path}/"):
        start = start.parent
    if not isinstance(start, LiveNode):
        return None
    node: Node | None = start
    for name in steps_below(path, start.plan.path):
        node = node.child(name) if node is not None else None
    return node if isinstance(node, LiveNode) else None


def _place(node: LiveNode) -> tuple[str | None, str | None]:
    """Return the innermost instance around `node` and the reference of its repeat."""
    at: LiveNode | None = node
    while at is not None:
        if at.plan.repeat is not None:
            ref = ref_of(at)
            return ref, ref.rpartition("[")[0]
        at = at.above
    return None, None

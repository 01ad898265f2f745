"""A saved instance carried over to another version of its form: what still fits, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.choices import keep_offered
from forms.instance import Instance, LiveNode, as_answer
from forms.lexical import NotLexical
from forms.parse.names import local
from forms.savepoint import deprecated_id, grow_repeats, read_saved
from forms.state import Misfit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from forms.definition import FormDef

_GONE = T("This question is no longer in the form.")
_NOT_OFFERED = T("This choice is no longer offered.")
_OTHERWISE = T("The form now asks for this in another way.")


class Carried:
    """The instance of the newer form, and the answers that found no place in it."""

    def __init__(self, form: FormDef, saved: bytes) -> None:
        """Carry `saved` over to `form`. Raises SavepointRefused where it is not one of this form in any version."""
        self.instance = Instance(form, form.graph)
        self._misfits: list[Misfit] = []
        self._placed: list[tuple[LiveNode, str, str]] = []
        self.new: list[LiveNode] = []
        root = read_saved(form, saved)
        self._fill(self.instance.root, root, f"/{local(root.tag)}")

    def misfits(self) -> tuple[Misfit, ...]:
        """Return what did not fit, and what choices have dropped since."""
        found = list(self._misfits)
        for node, ref, value in self._placed:
            if value and not self._is_there(node):
                found.append(Misfit(ref, value, _GONE))
            elif node.value != value:
                found.append(Misfit(ref, value, _NOT_OFFERED))
        return tuple(found)

    def _is_there(self, node: LiveNode) -> bool:
        """Whether `node` still stands in the instance: a count may have taken its repeat instance away."""
        at: LiveNode | None = node
        while at is not None and at is not self.instance.root:
            at = at.above
        return at is not None

    def _fill(self, node: LiveNode, saved: _Element, ref: str) -> None:
        for key, value in saved.attrib.items():
            attribute = node.attributes.get(local(str(key)))
            if isinstance(attribute, LiveNode) and node is not self.instance.root:
                attribute.value = str(value)
        if node.children:
            self._children(node, saved, ref)
        elif len(saved):
            self._gone(saved, ref)
        else:
            self._place(node, saved.text or "", ref)

    def _children(self, node: LiveNode, saved: _Element, ref: str) -> None:
        by_name: dict[str, list[_Element]] = {}
        for child in saved:
            by_name.setdefault(local(child.tag), []).append(child)
        if not by_name and (saved.text or "").strip():
            self._misfits.append(Misfit(ref, saved.text or "", _GONE))
        if node.name == "meta" and "deprecatedID" in by_name:
            deprecated_id(node)
        grow_repeats(self.instance, node, by_name)
        for name, same in list(node.named.items()):
            refs = _refs(ref, name, same[0], by_name.get(name, []))
            for inner in same:
                if isinstance(inner, LiveNode):
                    self._next(inner, refs)
            for element, at in refs:
                self._gone(element, at)
            by_name.pop(name, None)
        for name, elements in by_name.items():
            for element, at in _refs(ref, name, None, elements):
                self._gone(element, at)

    def _next(self, node: LiveNode, refs: Iterator[tuple[_Element, str]]) -> None:
        found = next(refs, None)
        if found is None:
            self.new.append(node)
        else:
            self._fill(node, *found)

    def _gone(self, saved: _Element, ref: str) -> None:
        """Say that the answers at and below `saved` have no place; a question that became a group has none either."""
        if not len(saved) and (saved.text or "").strip():
            self._misfits.append(Misfit(ref, saved.text or "", _GONE))
        for child in saved:
            self._gone(child, f"{ref}/{local(child.tag)}")

    def _place(self, node: LiveNode, value: str, ref: str) -> None:
        try:
            node.value = as_answer(node, value)
        except NotLexical:
            self._refuse(node, ref, value)
            return
        control = node.plan.control
        if control is not None and control.items and control.itemset is None and "calculate" not in node.plan.rules:
            node.value = keep_offered(node.value, {item.value for item in control.items})
        if control is not None and "calculate" not in node.plan.rules:
            self._placed.append((node, ref, as_answer(node, value)))

    def _refuse(self, node: LiveNode, ref: str, value: str) -> None:
        node.value = ""
        if "calculate" not in node.plan.rules:
            self._misfits.append(Misfit(ref, value, _OTHERWISE))


def _refs(above: str, name: str, node: object, elements: list[_Element]) -> Iterator[tuple[_Element, str]]:
    """Yield each saved element of one name with its reference; positions where there are several or it is a repeat."""
    repeated = len(elements) > 1 or (isinstance(node, LiveNode) and node.plan.repeat is not None)
    for number, element in enumerate(elements, 1):
        yield element, f"{above}/{name}[{number}]" if repeated else f"{above}/{name}"

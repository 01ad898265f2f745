"""A saved instance read back into the form: values, and as many instances of repeats as there were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Bind
from forms.errors import FormRefused, SavepointRefused
from forms.graph import NodePlan
from forms.instance import Instance, LiveNode
from forms.parse.names import JAVAROSA, local, q
from forms.parse.reading import read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from forms.definition import FormDef
    from forms.graph import Graph
    from forms.tree import Node


def load(form: FormDef, graph: Graph, saved: bytes) -> Instance:
    """Return the instance in `saved`. Raises SavepointRefused where it is not one of this form."""
    root = read_saved(form, saved)
    if local(root.tag) != form.model.name:
        raise SavepointRefused(f"saved for another form than {form.form_id}")
    instance = Instance(form, graph)
    _fill(instance, instance.root, root)
    return instance


def read_saved(form: FormDef, saved: bytes) -> _Element:
    """Return the root of a saved instance of `form` in any version. Raises SavepointRefused."""
    try:
        root = read_xml(saved)
    except FormRefused as error:
        raise SavepointRefused(str(error)) from error
    if (root.get("id") or form.form_id) != form.form_id:
        raise SavepointRefused(f"saved for another form than {form.form_id}")
    return root


def _fill(instance: Instance, node: LiveNode, saved: _Element) -> None:
    for key, value in saved.attrib.items():
        if key != q(JAVAROSA, "template"):
            _attribute(instance, node, str(key), str(value))
    if not node.children and not len(saved):
        node.value = saved.text or ""
        return
    by_name: dict[str, list[_Element]] = {}
    for child in saved:
        by_name.setdefault(local(child.tag), []).append(child)
    if node.name == "meta" and "deprecatedID" in by_name:
        deprecated_id(node)
    grow_repeats(instance, node, by_name)
    for name, same in list(node.named.items()):
        written = by_name.pop(name, [])
        for number, node_of_form in enumerate(same):
            if isinstance(node_of_form, LiveNode):
                _fill_or_clear(instance, node_of_form, written[number] if number < len(written) else None)
    if by_name:
        raise SavepointRefused(f"{node.plan.path}: no node {', '.join(sorted(by_name))} in this form")


def _fill_or_clear(instance: Instance, node: LiveNode, saved: _Element | None) -> None:
    if saved is not None:
        _fill(instance, node, saved)
        return
    node.value = ""
    for child in node.children:
        if isinstance(child, LiveNode):
            _fill_or_clear(instance, child, None)


def grow_repeats(instance: Instance, node: LiveNode, by_name: dict[str, list[_Element]]) -> None:
    """Make as many instances of each repeat directly below `node` as were saved."""
    for path in instance.graph.templates:
        above, _, name = path.rpartition("/")
        if above != node.plan.path:
            continue
        wanted = len(by_name.get(name, []))
        while len(node.named.get(name, [])) > wanted:
            last = node.named[name][-1]
            if isinstance(last, LiveNode):
                instance.remove(last)
        while len(node.named.get(name, [])) < wanted:
            instance.add(node, path)


def _attribute(instance: Instance, node: LiveNode, key: str, value: str) -> None:
    known = node.attributes.get(local(key))
    if known is not None:
        known.value = value
    else:
        instance.attach(node, key, value)


def supersede(instance: Instance, instance_id: str, *, deprecates: bool) -> None:
    """Give the instance a new id; the one it had becomes the deprecatedID where it `deprecates` that."""
    meta = instance.root.child("meta")
    node = meta.child("instanceID") if meta is not None else None
    if meta is None or node is None:
        raise SavepointRefused("an instance without instanceID cannot be corrected")
    if deprecates:
        deprecated_id(meta).value = node.value
    node.value = instance_id


def deprecated_id(meta: Node) -> Node:
    """Return the deprecatedID in `meta`, made there where the form has none of its own."""
    deprecated = meta.child("deprecatedID")
    if deprecated is None:
        path = f"{meta.path()}/deprecatedID"
        plan = NodePlan(path, Bind(path), None, "string", relevant=True, required=False, readonly=True)
        namespace = meta.children[0].namespace if meta.children else meta.namespace
        deprecated = meta.append(LiveNode("deprecatedID", "", namespace, plan))
    return deprecated

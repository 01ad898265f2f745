"""The model: the primary instance as written, and where secondary instances come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import ModelNode, SecondarySource
from forms.parse.names import JAVAROSA, XFORMS, attributes, local, q
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TEMPLATE = q(JAVAROSA, "template")


def read_primary(root: _Element) -> ModelNode:
    """Return the primary instance below and with its `root` element."""
    return _model_node(root, "")


def _model_node(element: _Element, above: str) -> ModelNode:
    namespace, _, name = str(element.tag).rpartition("}")
    path = f"{above}/{name}"
    children = tuple([_model_node(child, path) for child in element])
    written = attributes(element)
    template = written.pop(_TEMPLATE, None) is not None
    return ModelNode(
        name=name,
        path=path,
        namespace=namespace.lstrip("{") or None,
        attributes=tuple(written.items()),
        text="" if children else (element.text or "").strip(),
        children=children,
        template=template,
    )


def paths_of(model: ModelNode) -> Iterator[str]:
    """Yield the path of every node in document order, and of every attribute as `/data/meta/entity/@id`."""
    waiting = [model]
    while waiting:
        node = waiting.pop()
        yield node.path
        for name, _ in node.attributes:
            yield f"{node.path}/@{local(name)}"
        waiting.extend(reversed(node.children))


def read_secondary(model: _Element, problems: list[Problem]) -> dict[str, SecondarySource]:
    """Return the secondary instances by id; the first instance of the model is the primary one."""
    found: dict[str, SecondarySource] = {}
    for element in model.findall(q(XFORMS, "instance"))[1:]:
        name = element.get("id") or ""
        if not name:
            problems.append(Problem("warning", T("A secondary instance has no id, so that nothing can use it.")))
            continue
        if name in found:
            problems.append(Problem("error", T("Two instances have the id {name}.", name=name), Place(node=name)))
            continue
        root = next(iter(element), None)
        found[name] = SecondarySource(id=name, element=root, src=element.get("src") if root is None else None)
    return found

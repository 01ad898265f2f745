"""Instance → bytes: what is sent, and what is kept of an unfinished one. The same instance gives the same bytes."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from forms.instance import LiveNode, below
from forms.parse.names import ENTITIES, JAVAROSA, OPENROSA, XFORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.definition import FormDef
    from forms.instance import Instance
    from forms.tree import Node

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_USUAL = {JAVAROSA: "jr", OPENROSA: "orx", ENTITIES: "entities"}
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_TEXT = {"\r": "&#13;"}


def submission_xml(instance: Instance) -> bytes:
    """Return the bytes that are sent: relevant nodes only, templates never."""
    return _Writer(instance, pruned=True).write()


def savepoint_xml(instance: Instance) -> bytes:
    """Return the whole instance, irrelevant values and all instances of repeats kept."""
    return _Writer(instance, pruned=False).write()


def attachments(instance: Instance) -> tuple[str, ...]:
    """Return the names of the files that the submission names, in document order."""
    audit = instance.form.audit
    log = audit.ref if audit is not None else None
    named = (node for node in below(instance.root) if is_file(node) or node.plan.path == log)
    return tuple(node.value for node in named if node.value and node.relevant)


def is_file(node: LiveNode) -> bool:
    """Whether the node's value is the name of a file."""
    control = node.plan.control
    return node.plan.value_type == "binary" or (control is not None and control.tag == "upload")


class _Writer:
    def __init__(self, instance: Instance, *, pruned: bool) -> None:
        self._root = instance.root
        self._pruned = pruned
        self._own = instance.root.namespace
        self._prefixes = _prefixes(instance.form)
        self._out = StringIO()

    def write(self) -> bytes:
        self._out.write(_HEAD)
        self._element(self._root, self._declared())
        return self._out.getvalue().encode()

    def _declared(self) -> dict[str, str]:
        used: set[str] = set()
        for node in below(self._root):
            used.add(node.namespace)
            if node.attributes:
                used.update(attribute.namespace for attribute in node.attributes.values())
        foreign = sorted(uri for uri in used | {JAVAROSA, OPENROSA} if self._foreign(uri))
        declared = {f"xmlns:{self._prefix(uri)}": uri for uri in foreign}
        if self._own not in ("", XFORMS):
            declared = {"xmlns": self._own, **declared}
        return declared

    def _foreign(self, uri: str) -> bool:
        return uri not in ("", XFORMS, self._own)

    def _prefix(self, uri: str) -> str:
        return self._prefixes.setdefault(uri, f"ns{len(self._prefixes)}")

    def _name(self, node: Node) -> str:
        return f"{self._prefix(node.namespace)}:{node.name}" if self._foreign(node.namespace) else node.name

    def _element(self, node: Node, declared: Mapping[str, str]) -> None:
        name, out = self._name(node), self._out
        if not node.children and not node.attributes and not declared:  # nearly all of them
            out.write(f"<{name}>{escape(node.value, _TEXT)}</{name}>" if node.value else f"<{name}/>")
            return
        out.write(f"<{name}")
        for key, uri in declared.items():
            out.write(f' {key}="{escape(uri, _QUOTED)}"')
        for attribute in node.attributes.values():
            if attribute.relevant or not self._pruned:
                out.write(f' {self._name(attribute)}="{escape(attribute.value, _QUOTED)}"')
        children: Iterable[Node] = [c for c in node.children if c.relevant or not self._pruned]
        if not children and not node.value:
            out.write("/>")
            return
        out.write(">")
        out.write(escape(node.value, _TEXT) if not node.children else "")
        for child in children:
            self._element(child, {})
        out.write(f"</{name}>")


def _prefixes(form: FormDef) -> dict[str, str]:
    written = {uri: prefix for prefix, uri in sorted(form.namespaces.items(), reverse=True)}
    return {**written, **{uri: _USUAL[uri] for uri in _USUAL if uri not in written}}

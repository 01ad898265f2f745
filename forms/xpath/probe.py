"""One expression on any XML document: what the conformance suite of XPath asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from lxml import etree

from forms.tree import Kind, Node
from forms.xpath.context import Context, Environment
from forms.xpath.expression import compile_expression
from forms.xpath.values import to_string

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from forms.xpath.expression import Expression
    from forms.xpath.values import Value

_PREFIXES = {
    "xhtml": "http://www.w3.org/1999/xhtml",
    "h": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "enk": "http://enketo.org/xforms",
    "OpenClinica": "http://openclinica.com/odm",
    "odk": "http://www.opendatakit.org/xforms",
}


class Answer(TypedDict):
    """`kind` is number, string, boolean or nodeset; nodes are given by their index paths."""

    kind: str
    value: str | bool | list[str]


def evaluate_on(xml: bytes, root: str, ctx: str, expr: str, now: datetime, tz: tzinfo) -> Answer:
    """Evaluate `expr` on the document `xml`.

    `root` is what `/` means and `ctx` the context node, both as paths of child indexes: `/0/0/1`, `/0/@id`. `now` is
    an aware datetime, `tz` the zone of the form. Raises XPathError, and ValueError where there is no such document.
    """
    expression, context = probe(xml, root, ctx, expr, now.astimezone(tz))
    return _answer(expression.evaluate(context), context.environment)


def probe(
    xml: bytes, root: str, ctx: str, expr: str, now: datetime, language: str | None = None
) -> tuple[Expression, Context]:
    """Return `expr` compiled and the context that `evaluate_on` evaluates it in; `language` is that of jr:itext()."""
    document = read_document(xml)
    environment = Environment(node_at(document, root), lambda: now, instances=_instances(document))
    environment.itext = lambda name: _itext(document, name, language)
    expression = compile_expression(expr, _PREFIXES | _declared(xml), late=True)
    return expression, Context(node_at(document, ctx), environment)


def _answer(value: Value, environment: Environment) -> Answer:
    if isinstance(value, bool):
        return {"kind": "boolean", "value": value}
    if isinstance(value, list):
        return {"kind": "nodeset", "value": [index_path(node) for node in value]}
    kind = "number" if isinstance(value, float) else "date" if isinstance(value, date) else "string"
    return {"kind": kind, "value": to_string(value, environment)}


def read_document(xml: bytes) -> Node:
    """Return the document `xml` with all its nodes: text, comments and instructions are children too."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    above = Node("", kind=Kind.DOCUMENT)
    if root.getroottree().docinfo.doctype:
        above.append(Node("#doctype", kind=Kind.COMMENT))
    above.append(_element(root))
    return above


def _element(element: etree._Element) -> Node:
    name = etree.QName(element)
    node = Node(name.localname, namespace=name.namespace or "")
    for key, value in element.attrib.items():
        attribute = etree.QName(key)
        node.set_attribute(attribute.localname, str(value), attribute.namespace or "")
    _text(node, element.text)
    for child in element:
        node.append(_child(child))
        _text(node, child.tail)
    return node


def _child(child: etree._Element) -> Node:
    if isinstance(child, etree._ProcessingInstruction):
        return Node(child.target, child.text or "", kind=Kind.INSTRUCTION)
    if isinstance(child, etree._Comment):
        return Node("#comment", child.text or "", kind=Kind.COMMENT)
    return _element(child)


def _text(node: Node, text: str | None) -> None:
    if text:
        node.append(Node("#text", text, kind=Kind.TEXT))


def _declared(xml: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in etree.fromstring(xml).iter():
        found.update({prefix: uri for prefix, uri in element.nsmap.items() if prefix})
    return found


def node_at(document: Node, path: str) -> Node:
    """Return the node at a path of child indexes: `/`, `/0/1`, `/0/@id`."""
    node = document
    for part in path.strip("/").split("/"):
        if part:
            node = node.attributes[part[1:]] if part[0] == "@" else node.children[int(part)]
    return node


def index_path(node: Node) -> str:
    """Return the path of child indexes that leads to `node`."""
    parts: list[str] = []
    while node.parent is not None:
        place = next((i for i, child in enumerate(node.parent.children) if child is node), None)
        parts.append(f"@{node.name}" if place is None else str(place))
        node = node.parent
    return "/" + "/".join(reversed(parts))


def _elements(document: Node, name: str) -> Iterator[Node]:
    return (node for node in document.descendants() if node.name == name and node.kind is Kind.ELEMENT)


def _instances(document: Node) -> dict[str, Node]:
    return {node.attribute("id"): node for node in _elements(document, "instance") if node.attribute("id")}


def _itext(document: Node, name: str, language: str | None) -> str:
    """Return the plain text of `language`, else of the default language, else of the first."""
    translations = list(_elements(document, "translation"))
    translations.sort(key=lambda t: (t.attribute("lang") != language, "default" not in t.attributes))
    for text in _elements(translations[0], "text") if translations else ():
        if text.attribute("id") == name:
            return next((v.text() for v in _elements(text, "value") if not v.attribute("form")), "")
    return ""

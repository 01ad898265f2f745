"""One expression on any XML document: what the conformance suite of XPath asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypedDict

from lxml import etree

from forms.tree import Kind, Node
from forms.xpath.context import Context, Environment
from forms.xpath.expression import compile_expression
from forms.xpath.numeric import format_number
from forms.xpath.values import to_boolean, to_number, to_string

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from forms.xpath.expression import Expression
    from forms.xpath.values import Value

_DOCTYPE = re.compile(rb"<!DOCTYPE\s")
_XFORMS = "http://www.w3.org/2002/xforms"
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
    """The value as it is, and as each of the other types: `value` is of `kind`, nodes are given by index paths."""

    kind: Literal["number", "string", "boolean", "nodeset"]
    value: str | bool | list[str]
    number: str
    string: str
    boolean: bool


def evaluate_on(
    xml: bytes, root: str, ctx: str, expr: str, now: datetime, tz: tzinfo, wanted: str | None = None
) -> Answer:
    """Evaluate `expr` on the document `xml`.

    `root` is what `/` means and `ctx` the context node, both as paths of child indexes: `/0/0/1`, `/0/@id`. `now` is
    an aware datetime, `tz` the zone of the form. With `wanted` (number, string, boolean; a tail as in number-rounded
    does not matter) that is the kind of the answer, else it is the value's own. Raises XPathError, and ValueError
    where there is no such document.
    """
    expression, context = probe(xml, root, ctx, expr, now.astimezone(tz))
    answer = _answer(expression.evaluate(context), context.environment)
    match (wanted or "").partition("-")[0]:
        case "number" | "string" | "boolean" as kind:
            answer["kind"], answer["value"] = kind, answer[kind]
    return answer


def probe(
    xml: bytes, root: str, ctx: str, expr: str, now: datetime, language: str | None = None
) -> tuple[Expression, Context]:
    """Return `expr` compiled and the context that `evaluate_on` evaluates it in; `language` is that of jr:itext()."""
    document = read_document(xml)
    environment = Environment(node_at(document, root), lambda: now, instances=_instances(document))
    environment.itext = lambda name: _itext(document, name, language)
    expression = compile_expression(expr, _namespaces(xml), late=True)
    return expression, Context(node_at(document, ctx), environment)


def _answer(value: Value, environment: Environment) -> Answer:
    number = format_number(to_number(value, environment))
    string = to_string(value, environment)
    boolean = to_boolean(value, environment)
    answer: Answer = {"kind": "string", "value": string, "number": number, "string": string, "boolean": boolean}
    if isinstance(value, bool):
        answer["kind"], answer["value"] = "boolean", value
    elif isinstance(value, float):
        answer["kind"], answer["value"] = "number", number
    elif isinstance(value, list):
        answer["kind"], answer["value"] = "nodeset", [index_path(node) for node in value]
    return answer


def read_document(xml: bytes) -> Node:
    """Return the document `xml` with all its nodes: text, comments and instructions are children too."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    above = Node("", kind=Kind.DOCUMENT)
    if _DOCTYPE.search(xml):
        above.append(Node("#doctype", kind=Kind.COMMENT))
    above.append(_element(root))
    return above


class _Written(Node):
    """A node that knows the prefix of its name."""

    __slots__ = ("_prefix",)

    def __init__(self, name: str, namespace: str, prefix: str, value: str = "", kind: Kind = Kind.ELEMENT) -> None:
        super().__init__(name, value, namespace, kind)
        self._prefix = prefix

    @property
    def prefix(self) -> str:
        return self._prefix


def _element(element: etree._Element) -> Node:
    name = etree.QName(element)
    node = _Written(name.localname, name.namespace or "", element.prefix or "")
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    for key, value in element.attrib.items():
        attribute = etree.QName(key)
        uri = attribute.namespace or ""
        node.attach(_Written(attribute.localname, uri, prefixes.get(uri, ""), str(value), Kind.ATTRIBUTE))
    _text(node, element.text)
    for child in element:
        node.append(_child(child))
        _text(node, child.tail)
    return node


def _child(child: etree._Element) -> Node:
    if isinstance(child, etree._ProcessingInstruction):
        return Node(str(child.target), child.text or "", kind=Kind.INSTRUCTION)
    if isinstance(child, etree._Comment):
        return Node("#comment", child.text or "", kind=Kind.COMMENT)
    return _element(child)


def _text(node: Node, text: str | None) -> None:
    if text:
        node.append(Node("#text", text, kind=Kind.TEXT))


def _namespaces(xml: bytes) -> dict[str, str]:
    """Return the namespaces of the prefixes; a name without one has none, unless the document is all in XForms'."""
    declared = {prefix: uri for element in etree.fromstring(xml).iter() for prefix, uri in element.nsmap.items()}
    default = declared.pop(None, "")
    found = _PREFIXES | {str(prefix): uri for prefix, uri in declared.items()}
    return found if default == _XFORMS else {**found, "": ""}


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

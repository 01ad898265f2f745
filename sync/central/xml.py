"""XML from strangers, read with bounds and without DTD, entities or network; and XML for answers."""

from __future__ import annotations

from typing import Any

from lxml import etree

from sync.central.errors import Broken, Unreadable

_XFORMS = "http://www.w3.org/2002/xforms"


def read(body: bytes) -> etree._Element:
    """Return the root of `body`.

    Like the real Central, takes what was cut short and reads what is there; raises Unreadable when there is nothing
    to read or a document type is declared, Broken on NUL and on bytes that are not UTF-8.
    """
    _require_text(body)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(len(body)) from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(len(body))
    return root


def _require_text(body: bytes) -> None:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Broken from None
    if "\0" in text:
        raise Broken


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return etree.QName(element).localname


def identity(primary: etree._Element) -> str:
    """Return the form id of a primary instance's or submission's root: its `id`, else its own namespace, else ""."""
    namespace = etree.QName(primary).namespace or ""
    return primary.get("id") or ("" if namespace == _XFORMS else namespace)


def children(element: etree._Element | None) -> tuple[etree._Element, ...]:
    """Return the child elements; none also for no element."""
    return () if element is None else tuple(element)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child with the local `name`; None also for no element."""
    return next((found for found in children(element) if local(found) == name), None)


def text_of(element: etree._Element | None) -> str:
    """Return the stripped text of the element, "" for none."""
    return (element.text or "").strip() if element is not None else ""


def new_root(namespace: str, name: str, **attributes: str) -> etree._Element:
    """Return a new element whose `namespace` is the default one of its document."""
    nsmap: Any = {None: namespace}  # the stubs do not know the default namespace
    return etree.Element(f"{{{namespace}}}{name}", attributes, nsmap=nsmap)


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Append an element `name` of the parent's namespace with `text` to `parent`, and return it."""
    element = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)
    element.text = text or None
    return element


def document(root: etree._Element) -> bytes:
    """Return the element as a whole document in UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

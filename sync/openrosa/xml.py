"""Parse XML that came over the network: bounded, without DTD, entities or network, or not at all."""

from __future__ import annotations

from lxml import etree

from sync.openrosa.errors import BadAnswer


def parse(body: bytes, *, what: str) -> etree._Element:
    """Return the root of `body`; raises BadAnswer naming `what` when it is malformed or carries a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadAnswer(f"{what} is not well-formed XML: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadAnswer(f"{what} carries a document type")
    return root


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace; "" for a comment."""
    tag: object = element.tag  # a function for comments, whatever the stubs say
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def child_texts(element: etree._Element) -> dict[str, str]:
    """Return the stripped text of each child by local name; the first of a name counts."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(local(child), (child.text or "").strip())
    return found

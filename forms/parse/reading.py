"""Bytes → XML, with everything hostile refused before anything is made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from assets.texts import T, Text
from forms.errors import FormRefused
from forms.parse.names import XFORMS, q
from forms.problems import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 16 * 1024 * 1024  # read in about a second; every village of a country, written inline, has 11 MB
MOST_ATTRIBUTES = 200
_LT_IN_ATTRIBUTE = "Unescaped '<' not allowed in attributes values"
_HAS_MORE_ATTRIBUTES = etree.XPath("boolean(//*[count(@*) > $most])")
_ATTRIBUTE = re.compile(rb"=\s*(?:\"[^\"]*\"|'[^']*')")


def read_xml(data: bytes) -> _Element:
    """Return the root element. Raises FormRefused for what is not well-formed, too big, or brings a DTD."""
    if len(data) > MOST_BYTES:
        raise refused(T("The file is larger than {size} MB.", size=MOST_BYTES // (1024 * 1024)))
    if b"\x00" in data:
        raise refused(T("The file contains NUL characters."))
    root = _parsed(data)
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused(T("The file brings a document type definition (DTD), which is not allowed."))
    if _HAS_MORE_ATTRIBUTES(root, most=MOST_ATTRIBUTES):
        raise refused(T("An element has more than {count} attributes.", count=MOST_ATTRIBUTES))
    if None not in root.nsmap:
        _name_default(root)
    return root


def _parsed(data: bytes) -> _Element:
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if _LT_IN_ATTRIBUTE in str(error) and (mended := _escaped(data)) != data:
            return _parsed(mended)
        raise refused(T("The file is not well-formed XML: {reason}", reason=str(error))) from error


def _escaped(data: bytes) -> bytes:
    """Return `data` with `<` in attribute values escaped: ODK Collect reads forms that were written without."""
    return _ATTRIBUTE.sub(lambda match: match[0].replace(b"<", b"&lt;"), data)


def _name_default(root: _Element) -> None:
    """Put elements without a namespace into that of XForms: old forms do not declare it."""
    for element in root.iter("{}*"):
        element.tag = q(XFORMS, str(element.tag))


def refused(text: Text) -> FormRefused:
    """Return the refusal of a whole file for one reason."""
    return FormRefused((Problem("error", text),))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )

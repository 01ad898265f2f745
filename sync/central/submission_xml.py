"""A submission as it arrived: its frozen bytes and what the service must know of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.central import xml
from sync.central.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from sync.central.xform import PublishedXForm

_AUDIT = "/meta/audit"


@dataclass(frozen=True, slots=True)
class ReceivedXml:
    """The bytes of `xml_submission_file`, never serialised again; ids are "" where the XML has none."""

    data: bytes
    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    instance_name: str
    root: etree._Element = field(repr=False)


def read_submission(data: bytes) -> ReceivedXml:
    """Read the bytes of a submission; raises Unreadable or Broken."""
    root = xml.read(data)
    form_id = xml.identity(root)
    if not form_id:
        raise Unreadable(len(data))
    meta = xml.child(root, "meta")
    return ReceivedXml(
        data=data,
        form_id=form_id,
        version=root.get("version", ""),
        instance_id=xml.text_of(xml.child(meta, "instanceID")),
        deprecated_id=xml.text_of(xml.child(meta, "deprecatedID")),
        instance_name=xml.text_of(xml.child(meta, "instanceName")),
        root=root,
    )


def attachment_names(received: ReceivedXml, definition: PublishedXForm) -> tuple[str, ...]:
    """Return the file names that the submission names, in document order: nothing else will ever be kept for it."""
    names = dict.fromkeys(_encrypted_names(received.root) if is_sealed(received.root) else ())
    audit = f"/{xml.local(received.root)}{_AUDIT}"
    for path, element in _leaves(received.root, f"/{xml.local(received.root)}"):
        if path in definition.binary or path == audit:
            names[xml.text_of(element)] = None
    return tuple(name for name in names if name)


def _leaves(parent: etree._Element, path: str) -> Iterator[tuple[str, etree._Element]]:
    for element in parent:
        here = f"{path}/{xml.local(element)}"
        if len(element):
            yield from _leaves(element, here)
        else:
            yield here, element


def is_sealed(root: etree._Element) -> bool:
    """Whether it is the manifest of an ODK envelope, which only the holder of the private key can open."""
    return root.get("encrypted") == "yes"


def _encrypted_names(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if xml.local(element) in {"file", "encryptedXmlFile"}:
            yield xml.text_of(element)

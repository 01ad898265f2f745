"""What the central service must know of a form it publishes: its identity, its files and its entity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.central import xml
from sync.central.errors import FormUnusable, Refused

if TYPE_CHECKING:
    from lxml import etree

_SAVETO = "{http://www.opendatakit.org/xforms/entities}saveto"
_JR_URL = re.compile(r"jr://(?:file-csv|file|images|audio|video)/([^'\"<>\s]+)")
_PULLDATA = re.compile(r"pulldata\(\s*['\"]([^'\"]+)['\"]")


@dataclass(frozen=True, slots=True)
class PublishedXForm:
    """A definition as the service reads it; paths are like `/data/group/field`, without namespaces.

    media: file names the form refers to, in the order met. binary: paths whose value names an attachment.
    dataset: the entity list that its submissions create or update, if any. savetos: (path, property).
    """

    form_id: str
    version: str
    title: str
    media: tuple[str, ...]
    binary: frozenset[str]
    dataset: str | None
    savetos: tuple[tuple[str, str], ...]


def read_xform(xform: bytes, *, source: str = "the form") -> PublishedXForm:
    """Read the definition; raises FormUnusable, naming `source`, when it has no primary instance or no form id."""
    try:
        root = xml.read(xform)
    except Refused as error:
        raise FormUnusable(f"{source}: {error}") from None
    head = xml.child(root, "head")
    model = xml.child(head, "model")
    primary = next(iter(xml.children(xml.child(model, "instance"))), None)
    form_id = "" if primary is None else xml.identity(primary)
    if model is None or primary is None or not form_id:
        raise FormUnusable(f"{source}: there is no primary instance with a form id")
    binds = [element for element in xml.children(model) if xml.local(element) == "bind"]
    entity = xml.child(xml.child(primary, "meta"), "entity")
    return PublishedXForm(
        form_id=form_id,
        version=primary.get("version", ""),
        title=xml.text_of(xml.child(head, "title")) or form_id,
        media=_media_names(root),
        binary=frozenset(_path(bind) for bind in binds if bind.get("type") == "binary"),
        dataset=None if entity is None else entity.get("dataset"),
        savetos=tuple((_path(bind), str(bind.attrib[_SAVETO])) for bind in binds if _SAVETO in bind.attrib),
    )


def _media_names(root: etree._Element) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for element in root.iter():
        for text in (element.text or "", *map(str, element.attrib.values())):
            names.update(dict.fromkeys(_JR_URL.findall(text)))
            names.update(dict.fromkeys(f"{name}.csv" for name in _PULLDATA.findall(text)))
    return tuple(names)


def _path(bind: etree._Element) -> str:
    steps = bind.get("nodeset", "").strip().split("/")
    return "/".join(step.rpartition(":")[2] for step in steps)

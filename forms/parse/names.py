"""The namespaces of ODK XForms, and paths as forms write them made plain."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml.etree import _Element

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
EVENTS = "http://www.w3.org/2001/xml-events"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"

_PREDICATE = re.compile(r"\[[^\]]*\]")
_PLAIN = re.compile(r"(?:/[A-Za-z_][A-Za-z0-9_]*)+\Z")
_SIMPLE = re.compile(r"@?[^\W\d][\w.-]*\Z")


def q(namespace: str, name: str) -> str:
    """Return the qualified name as lxml writes it."""
    return f"{{{namespace}}}{name}"


def local(tag: object) -> str:
    """Return the local name of an lxml tag; "" for comments and instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attributes(element: _Element) -> dict[str, str]:
    """Return all attributes of `element` by their qualified names: several are read at once quicker than each."""
    return cast("dict[str, str]", dict(element.items()))


@lru_cache(maxsize=8192)
def static_path(written: str, context: str) -> str | None:
    """Return `written` as an absolute path of local names, read from `context`; None where it is no plain path.

    Positions and predicates are left out: a bind or a control means every instance.
    """
    if _PLAIN.match(written):
        return written
    text = _PREDICATE.sub("", written).strip()
    if text.startswith("current()"):
        text = text.removeprefix("current()").lstrip("/")
    steps = [] if text.startswith("/") else [step for step in context.split("/") if step]
    for raw in text.strip("/").split("/"):
        step = raw.strip()
        if step in ("", "."):
            continue
        if step == "..":
            if not steps:
                return None
            steps.pop()
            continue
        name = _without_prefix(step)
        if not _SIMPLE.match(name):
            return None
        steps.append(name)
    return "/" + "/".join(steps) if steps else None


def _without_prefix(step: str) -> str:
    if step.startswith("@"):
        return "@" + step[1:].rpartition(":")[2]
    return step.rpartition(":")[2]

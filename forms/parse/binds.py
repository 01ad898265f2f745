"""Binds: what the model says about each node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Bind
from forms.parse.names import ENTITIES, JAVAROSA, ODK, OPENROSA, XFORMS, q, static_path
from forms.parse.texts import message_attribute
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

TYPES = frozenset(
    {
        "anyURI", "barcode", "base64Binary", "binary", "boolean", "date", "dateTime", "decimal", "geopoint", "geoshape",
        "geotrace", "int", "integer", "intent", "long", "rank", "select", "select1", "string", "time",
    }
)  # fmt: skip
_SAME = {"integer": "int", "anyURI": "binary", "base64Binary": "binary", "select1": "string", "select": "string"}


def read_binds(
    model: _Element, root: str, known: Collection[str], problems: list[Problem]
) -> tuple[dict[str, Bind], dict[str, str]]:
    """Return the binds by path, and paths by bind id. Binds of nodes that do not exist become warnings."""
    binds: dict[str, Bind] = {}
    by_id: dict[str, str] = {}
    for element in model.iterfind(q(XFORMS, "bind")):
        written = element.get("nodeset") or element.get("ref") or ""
        path = static_path(written, root)
        if path is None or path not in known:
            nowhere = T("A bind names {name}, which is not in the form's model; it has no effect.", name=written)
            problems.append(Problem("warning", nowhere, Place(node=written)))
            continue
        if (name := element.get("id")) is not None:
            by_id[name] = path
        if path in binds:
            twice = T("Two binds name this node; the first one counts, the other is left out.")
            problems.append(Problem("warning", twice, Place(node=path)))
            continue
        binds[path] = _bind(element, path, problems)
    return binds, by_id


def _bind(element: _Element, path: str, problems: list[Problem]) -> Bind:
    return Bind(
        path=path,
        type=_type(element.get("type"), path, problems),
        relevant=_expression(element, "relevant"),
        required=_expression(element, "required"),
        readonly=_expression(element, "readonly"),
        constraint=_expression(element, "constraint"),
        calculate=_expression(element, "calculate"),
        constraint_message=message_attribute(element, "constraintMsg"),
        required_message=message_attribute(element, "requiredMsg"),
        preload=element.get(q(JAVAROSA, "preload")),
        preload_params=element.get(q(JAVAROSA, "preloadParams")),
        max_pixels=_pixels(element),
        save_to=element.get(q(ENTITIES, "saveto")),
    )


def _expression(element: _Element, name: str) -> str | None:
    written = (element.get(name) or "").strip()
    return written or None


def _type(written: str | None, path: str, problems: list[Problem]) -> str:
    name = (written or "").strip().rpartition(":")[2]
    if not name:
        return ""
    if name not in TYPES:
        unknown = T("The type {name} is not known here; the answer is kept as text.", name=name)
        problems.append(Problem("warning", unknown, Place(node=path)))
        return "string"
    return _SAME.get(name, name)


def _pixels(element: _Element) -> int | None:
    written = element.get(q(OPENROSA, "max-pixels")) or element.get(q(ODK, "max-pixels"))
    return int(written) if written is not None and written.strip().isdigit() else None

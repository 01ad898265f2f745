"""Binds: what the model says about each node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Bind
from forms.parse.names import ENTITIES, JAVAROSA, ODK, OPENROSA, XFORMS, attributes, q, static_path
from forms.parse.texts import message_of
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
_CONSTRAINT_MESSAGE, _REQUIRED_MESSAGE = q(JAVAROSA, "constraintMsg"), q(JAVAROSA, "requiredMsg")
_PRELOAD, _PRELOAD_PARAMS = q(JAVAROSA, "preload"), q(JAVAROSA, "preloadParams")
_PIXELS, _PIXELS_OF_ODK = q(OPENROSA, "max-pixels"), q(ODK, "max-pixels")
_SAVE_TO = q(ENTITIES, "saveto")
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
    written = attributes(element)
    return Bind(
        path=path,
        type=_type(written.get("type"), path, problems),
        relevant=_expression(written.get("relevant")),
        required=_expression(written.get("required")),
        readonly=_expression(written.get("readonly")),
        constraint=_expression(written.get("constraint")),
        calculate=_expression(written.get("calculate")),
        constraint_message=message_of(written.get(_CONSTRAINT_MESSAGE)),
        required_message=message_of(written.get(_REQUIRED_MESSAGE)),
        preload=written.get(_PRELOAD),
        preload_params=written.get(_PRELOAD_PARAMS),
        max_pixels=_pixels(written.get(_PIXELS) or written.get(_PIXELS_OF_ODK)),
        save_to=written.get(_SAVE_TO),
    )


def _expression(written: str | None) -> str | None:
    return written.strip() or None if written else None


def _type(written: str | None, path: str, problems: list[Problem]) -> str:
    name = (written or "").strip().rpartition(":")[2]
    if not name:
        return ""
    if name not in TYPES:
        unknown = T("The type {name} is not known here; the answer is kept as text.", name=name)
        problems.append(Problem("warning", unknown, Place(node=path)))
        return "string"
    return _SAME.get(name, name)


def _pixels(written: str | None) -> int | None:
    return int(written) if written is not None and written.strip().isdigit() else None

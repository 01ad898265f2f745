"""setvalue and odk:setgeopoint: what writes a node when an event happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Action
from forms.parse.names import EVENTS, ODK, XFORMS, local, q, static_path
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

KINDS = {q(XFORMS, "setvalue"): "setvalue", q(ODK, "setgeopoint"): "setgeopoint"}
EVENTS_KNOWN = frozenset({"odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed"})
_OLD = {"xforms-ready": "odk-instance-first-load", "jr-insert": "odk-new-repeat"}


def is_action(element: _Element) -> bool:
    """Whether `element` is an action of any kind, supported or not."""
    return element.get(q(EVENTS, "event")) is not None or element.tag in KINDS


def read_action(
    element: _Element,
    trigger: str | None,
    context: str,
    resolve: Callable[[_Element], str | None],
    problems: list[Problem],
) -> Action | None:
    """Return the action, or None with a problem that names what cannot be done here."""
    kind = KINDS.get(element.tag)
    name = local(element.tag)
    written = element.get("ref") or element.get("bind") or ""
    target = static_path(written, context) if element.get("ref") else resolve(element)
    if kind is None or target is None:
        text = T("The action {name} is not supported here; it does nothing.", name=name)
        problems.append(Problem("warning", text, Place(node=written or trigger)))
        return None
    events = frozenset(_OLD.get(e, e) for e in (element.get(q(EVENTS, "event")) or element.get("event") or "").split())
    if unknown := events - EVENTS_KNOWN:
        text = T("The event {name} is not known; the action on it does nothing.", name=" ".join(sorted(unknown)))
        problems.append(Problem("warning", text, Place(node=target)))
    value = (element.get("value") or "").strip()
    words = "".join(map(str, element.itertext())).strip()
    return Action(kind, target, written or target, events & EVENTS_KNOWN, value or None, words, trigger)

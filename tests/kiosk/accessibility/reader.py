"""A screen reader that writes down what it finds; runs under the system's Python, which has libatspi."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found] # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = ("FOCUSABLE", "FOCUSED", "CHECKED", "SHOWING", "ENABLED", "INVALID_ENTRY")
heard: list[str] = []


def application() -> Atspi.Accessible | None:
    """Return the program under test, None while the bus does not know it."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_name() == "kiosk" and child.get_child_count():
            return child
    return None


def nodes(node: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    """Walk `node` and all below it that is shown, in the order of the tree."""
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None and (child.get_state_set().contains(Atspi.StateType.SHOWING) or node is top):
            yield from nodes(child)


def told(node: Atspi.Accessible) -> dict[str, str | bool]:
    """What a screen reader knows of `node`."""
    states = node.get_state_set()
    facts = {state.lower(): states.contains(getattr(Atspi.StateType, state)) for state in STATES}
    return {"role": node.get_role_name(), "name": node.get_name(), "text": node.get_description(), **facts}


def note(event: Atspi.Event) -> None:
    """Write down what was announced."""
    heard.append(str(event.any_data))


listener = Atspi.EventListener.new(note)
listener.register("object:announcement")
top = None
answer: object = None
for line in sys.stdin:
    wish = line.strip()
    if wish == "tree":
        top = application()
        answer = [told(node) for node in nodes(top)] if top is not None else []
    elif wish == "heard":
        while GLib.MainContext.default().iteration(may_block=False):
            pass
        answer, heard[:] = list(heard), []
    elif wish.startswith("press "):
        pressed = next(node for node in nodes(application()) if node.get_name() == wish.removeprefix("press "))
        answer = pressed.get_action_iface().do_action(0)
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()

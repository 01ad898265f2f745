"""Preloads and actions: what writes into an instance when it is made, loaded, changed and finished."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from forms.errors import EvaluationError
from forms.instance import LiveNode, below
from forms.xpath import XPathError
from forms.xpath.dates import write_datetime

if TYPE_CHECKING:
    from forms.definition import Action
    from forms.instance import Instance
    from forms.recompute import Recompute
    from forms.world import World

FIRST_LOAD, LOAD, NEW_REPEAT = "odk-instance-first-load", "odk-instance-load", "odk-new-repeat"
CHAIN = 100  # actions that one answer may set off


class Events:
    """Runs preloads and actions of one running form; all writing goes through `recompute`."""

    def __init__(self, instance: Instance, recompute: Recompute, world: World) -> None:
        """Write into `instance` with what `world` gives."""
        self.instance = instance
        self.recompute = recompute
        self.world = world

    def preload(self, root: LiveNode) -> None:
        """Fill the preloads at and below `root` that belong to a new instance."""
        for node in below(root):
            value = self._preloaded(node)
            if value is not None:
                self.recompute.set(node, value)

    def finish(self) -> None:
        """Stamp the end."""
        for node in below(self.instance.root):
            if node.plan.bind.preload == "timestamp" and node.plan.bind.preload_params == "end":
                self.recompute.set(node, timestamp(self.world))

    def load(self, event: str) -> None:
        """Fire `event` for the whole form, and in every instance of a repeat that listens."""
        for action in self.instance.form.actions:
            if event in action.events:
                for node in self._places(action):
                    self._fire(action, node)

    def new_instance(self, node: LiveNode) -> None:
        """Fire what listens to a new instance of the repeat that `node` is, and fill its preloads."""
        self.preload(node)
        for action in self.instance.form.actions:
            if NEW_REPEAT in action.events and (action.trigger is None or action.trigger == node.plan.path):
                self._fire(action, node)

    def changed(self, node: LiveNode) -> None:
        """Fire what listens to the value of `node`, then what listens to the nodes which that has written."""
        waiting = [node]
        fired = 0
        while waiting:
            source = waiting.pop(0)
            for action in source.plan.triggered:
                fired += 1
                if fired > CHAIN:
                    endless = EvaluationError("actions set each other off without end", node.plan.path)
                    self.recompute.faults.note("action", node, endless)
                    return
                waiting.extend(self._fire(action, source))

    def _places(self, action: Action) -> list[LiveNode]:
        if action.trigger is None or action.trigger not in self.instance.graph.templates:
            return [self.instance.root]
        return [node for node in below(self.instance.root) if node.plan.path == action.trigger]

    def _fire(self, action: Action, node: LiveNode) -> list[LiveNode]:
        """Write the targets of `action`, read from `node`; return those whose value changed."""
        written = []
        for target in self._targets(action, node):
            try:
                value = self._written(action, target)
            except XPathError as error:
                self.recompute.faults.note("action", target, error)
            else:
                self.recompute.faults.mend("action", target)
                if self.recompute.set(target, value):
                    written.append(target)
        return written

    def _written(self, action: Action, target: LiveNode) -> str:
        if action.value is None:
            return self.world.device.get("geopoint", "") if action.kind == "setgeopoint" else action.text
        computed = self.instance.form.expression(action.value).evaluate(self.recompute.context(target))
        return self.recompute.stored(computed, target)

    def _targets(self, action: Action, node: LiveNode) -> list[LiveNode]:
        try:
            nodes = self.instance.form.expression(action.ref).nodes(self.recompute.context(node))
        except XPathError as error:
            self.recompute.faults.note("action", node, error)
            return []
        return [found for found in nodes if isinstance(found, LiveNode) and not found.children]

    def _preloaded(self, node: LiveNode) -> str | None:
        bind = node.plan.bind
        kind, params = bind.preload, bind.preload_params or ""
        if kind == "uid":
            return node.value or f"uuid:{new_uuid(self.world)}"
        if kind == "timestamp" and params == "start":
            return timestamp(self.world)
        if kind == "date" and params == "today":
            return self.world.now().date().isoformat()
        if kind == "property":
            return self.world.device.get(params.lower(), self.world.device.get(params, ""))
        return None


def new_uuid(world: World) -> UUID:
    """Return a random UUID drawn from the world's randomness."""
    return UUID(int=world.random.getrandbits(128), version=4)


def timestamp(world: World) -> str:
    """Return now as a dateTime with milliseconds and offset."""
    return write_datetime(world.now())

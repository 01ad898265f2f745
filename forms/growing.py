"""Repeats whose count hangs on their own instances: "another one?" asked in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.instance import LiveNode, below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.tree import Node


def one_at_a_time(instances: Sequence[Node], wanted: int) -> int:
    """Return how many instances there may be now, where their number hangs on what is answered in them.

    The next one comes when the last is answered, as it does in Collect when a person walks past it; computed at once,
    `count + 1 until somebody says that it is the last` would never end. Instances that are there stay.
    """
    there = len(instances)
    if wanted > there and (not there or _answered(instances[-1])):
        return there + 1
    return there


def _questions(instance: Node) -> list[LiveNode]:
    if not isinstance(instance, LiveNode):
        return []
    found = [node for node in below(instance) if node.plan.control is not None and not node.children]
    return [node for node in found if not node.plan.readonly and "calculate" not in node.plan.rules]


def _answered(instance: Node) -> bool:
    return all(node.value for node in _questions(instance) if node.relevant)

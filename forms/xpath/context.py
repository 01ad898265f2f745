"""What an expression is evaluated against: the node it stands on, and the world around it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

from assets.texts import T
from forms.xpath.errors import EvaluationError, LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, tzinfo

    from forms.tree import Node

STEPS = 400_000  # nodes visited in one evaluation: half a second, or four looks through a table of 98,000 rows


def _no_choice(value: str, path: str, node: Node) -> str:  # noqa: ARG001 - the shape of the callback
    return ""


def _no_itext(text_id: str) -> str:
    raise EvaluationError(T("There is no text with the id {name}.", name=text_id))


@dataclass(slots=True, eq=False)
class Environment:
    """The same for every expression of one running form.

    `root` is the node above the primary instance's root element (`forms.tree.document`), `instances` gives the node
    above each secondary instance's root by id (any mapping, may load lazily). `now` returns an aware datetime; its zone
    is the zone of dates without one. `choice_label(value, path, node)` answers jr:choice-name for the question at
    `path`, read from `node`; `itext(id)` answers jr:itext. `limit` is the number of nodes one evaluation may visit.
    """

    root: Node
    now: Callable[[], datetime]
    instances: Mapping[str, Node] = field(default_factory=dict)
    random: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - not for secrets
    device: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, bytes] = field(default_factory=dict)
    itext: Callable[[str], str] = _no_itext
    choice_label: Callable[[str, str, Node], str] = _no_choice
    limit: int = STEPS
    remaining: int = STEPS

    def spend(self, steps: int) -> None:
        """Take `steps` from what this evaluation may still visit; raises LimitExceeded."""
        self.remaining -= steps
        if self.remaining < 0:
            raise LimitExceeded(T("This expression takes too long to compute."))

    def zone(self) -> tzinfo:
        """Return the zone that dates and times without one are read in."""
        return self.now().tzinfo or UTC


class Context:
    """One place of evaluation: `node` is `.`, `current` is current(), `position` and `size` count in a predicate."""

    __slots__ = ("current", "environment", "node", "position", "size")

    def __init__(
        self, node: Node, environment: Environment, current: Node | None = None, position: int = 1, size: int = 1
    ) -> None:
        self.node = node
        self.environment = environment
        self.current = node if current is None else current
        self.position = position
        self.size = size

"""What could not be computed in a running form: the node, the part of it, and the reason; the rest goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import EvaluationError, FormError, LimitExceeded
from forms.instance import LiveNode, ref_of
from forms.state import Fault
from forms.xpath import LimitExceeded as TooLong
from forms.xpath import XPathError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.tree import Node

_Key = tuple[str, "LiveNode"]


class Faults:
    """The faults of one running form: those that stand, and those that came since somebody asked."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._standing: dict[_Key, FormError] = {}
        self._new: dict[_Key, FormError] = {}

    def note(self, part: str, node: Node, error: XPathError | FormError) -> None:
        """Keep that `part` of `node` could not be computed; a column's row is not one of the form's nodes."""
        if isinstance(node, LiveNode):
            self._standing[part, node] = self._new[part, node] = named(error, node)

    def mend(self, part: str, node: LiveNode) -> None:
        """Forget what was wrong with `part` of `node`: it has been computed."""
        if self._standing:
            self._standing.pop((part, node), None)
            self._new.pop((part, node), None)

    def forget(self, gone: Iterable[LiveNode]) -> None:
        """Forget the faults of nodes that are no longer there."""
        if self._standing or self._new:
            nodes = set(gone)
            for faults in (self._standing, self._new):
                for key in [key for key in faults if key[1] in nodes]:
                    del faults[key]

    def taken(self) -> tuple[Fault, ...]:
        """Return the faults that came since this was last asked."""
        new, self._new = self._new, {}
        return _told(new)

    def standing(self) -> tuple[Fault, ...]:
        """Return every fault that stands."""
        return _told(self._standing)


def _told(faults: dict[_Key, FormError]) -> tuple[Fault, ...]:
    return tuple(Fault(ref_of(node), part, error) for (part, node), error in faults.items())


def named(error: XPathError | FormError, node: LiveNode) -> FormError:
    """Return `error` as one of a form's errors, with the name of the node."""
    if isinstance(error, FormError):
        return error
    if isinstance(error, TooLong):
        return LimitExceeded(f"{node.plan.path}: {error}")
    return EvaluationError(str(error), node.plan.path)

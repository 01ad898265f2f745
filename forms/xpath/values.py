"""The values expressions work with, and how each becomes a number, a text or a truth."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from forms.tree import Node

Nodes: TypeAlias = list[Node]
Value: TypeAlias = str | float | bool | date | datetime | Nodes
"""`datetime` is always aware; a node list is in document order unless a function made another."""


def to_stored(value: Value) -> str:
    """Return `value` as a node of the primary instance stores it: booleans as 1 and 0, NaN as nothing."""
    raise NotImplementedError

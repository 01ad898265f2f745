"""Plain child paths below a node, remembered until the structure below it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.tree import Node
    from forms.xpath.context import Context

NOTHING: list[Node] = []
"""An empty node-set; never changed."""


def column(anchor: Node, names: tuple[str, ...]) -> list[Node]:
    """Return the nodes at the child path `names` below `anchor`, in document order; the list is not to be changed."""
    if len(names) == 1:
        return anchor.named.get(names[0], NOTHING)
    columns = anchor.columns
    if columns is None:
        columns = anchor.columns = {}
    kept = columns.get(names)
    if kept is not None and kept[0] == anchor.version:
        found: list[Node] = kept[1]
        return found
    found = [anchor]
    for name in names:
        found = [child for node in found for child in node.named.get(name, NOTHING)]
    columns[names] = (anchor.version, found)
    return found


def rows_at(anchor: Node, names: tuple[str, ...]) -> Sequence[Node]:
    """Return the nodes at the child path `names` below `anchor`; those of a table without making all of them."""
    above = column(anchor, names[:-1]) if len(names) > 1 else [anchor]
    if len(above) == 1 and isinstance(above[0], Table) and above[0].rows.name == names[-1]:
        return above[0].rows
    return column(anchor, names)


def places(parent: Node) -> dict[int, int]:
    """Return the place of every child of `parent` by its identity."""
    columns = parent.columns
    if columns is None:
        columns = parent.columns = {}
    kept = columns.get(None)
    if kept is None or kept[0] != parent.version:
        kept = columns[None] = (parent.version, {id(child): place for place, child in enumerate(parent.children)})
    found: dict[int, int] = kept[1]
    return found


def absolute(names: tuple[str, ...], key: object, c: Context) -> list[Node]:
    """Return the nodes at the path `names` of the primary instance; `key` is the place of the answer in the root.

    A reference without positions means this instance: where the path runs through a repeat instance that the context
    stands in it stays with that one; where it leaves them, or ends on the repeat itself (`count(/data/rep)`), it means
    all.
    """
    root = c.environment.root
    columns = root.columns
    if columns is None:
        columns = root.columns = {}
    kept = columns.get(key)
    if kept is not None and kept[0] == root.version:
        found: list[Node] = kept[1]
        return found
    single = _without_choice(root, names)
    if single is not None:
        columns[key] = (root.version, single)
        return single
    return _from_here(root, names, c)


def _without_choice(root: Node, names: tuple[str, ...]) -> list[Node] | None:
    """Return the nodes where no step has several to choose from, whatever the context; else None."""
    node = root
    for name in names:
        same = node.named.get(name)
        if same is None:
            return NOTHING
        if len(same) > 1:
            return None
        node = same[0]
    return [node]


def _from_here(root: Node, names: tuple[str, ...], c: Context) -> list[Node]:
    line = _line(c.node)
    if line[0] is not root:
        line = _line(c.current)
    node = root
    for depth, name in enumerate(names, 1):
        same = node.named.get(name)
        if same is None:
            return NOTHING
        if len(same) == 1:
            node = same[0]
        elif depth < min(len(line), len(names)) and line[depth].parent is node and line[depth].name == name:
            node = line[depth]
        else:
            return column(node, names[depth - 1 :])
    return [node]


def _line(here: Node) -> list[Node]:
    found: list[Node] = []
    node: Node | None = here
    while node is not None:
        found.append(node)
        node = node.parent
    found.reverse()
    return found

"""A table kept as columns of texts: its rows become nodes when somebody looks at them.

A hundred thousand rows cost their texts and nothing else, and an index over a column is made without a single node.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from forms.tree import Node, Row


class Rows(Sequence[Node]):
    """The rows of one table in their order, each made when first asked for and kept."""

    def __init__(self, name: str, names: tuple[str, ...], lines: Sequence[Sequence[str]], namespace: str = "") -> None:
        """Make rows called `name` of the columns `names`, one of each of `lines`, which all have that many cells."""
        self.name = name
        self.parent: Node | None = None
        self._names = names
        self._columns: list[tuple[str, ...]] = list(zip(*lines, strict=True)) or [()] * len(names)
        self._count = len(lines)
        self._namespace = namespace
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count

    @overload
    def __getitem__(self, number: int) -> Row: ...

    @overload
    def __getitem__(self, number: slice) -> list[Row]: ...

    def __getitem__(self, number: int | slice) -> Row | list[Row]:
        """Return the row of that number, from 0, or several."""
        if isinstance(number, slice):
            return [self._row(one) for one in range(*number.indices(self._count))]
        return self._row(range(self._count)[number])

    def _row(self, number: int) -> Row:
        made = self._made.get(number)
        if made is None:
            made = Row(self.name, self._names, tuple([column[number] for column in self._columns]), self._namespace)
            made.parent = self.parent
            made = self._made.setdefault(number, made)  # at once: another thread may read the same list
        return made

    def texts(self, name: str) -> Sequence[str] | None:
        """Return the texts of the column `name`, empty where there is none; None where several are called so."""
        if name not in self._names:
            return [""] * self._count
        return self._columns[self._names.index(name)] if self._names.count(name) == 1 else None


class Table(Node):
    """The element that has `rows` for its children; as nodes they are all made when first asked for."""

    __slots__ = ("rows",)

    def __init__(self, name: str, rows: Rows, namespace: str = "") -> None:
        """Put an element called `name` above `rows`."""
        super().__init__(name, namespace=namespace)
        self.rows = rows
        rows.parent = self
        del self.children, self.named

    def __getattr__(self, name: str) -> object:
        """Make `children` and `named`, the only slots that are empty."""
        if name not in ("children", "named"):
            raise AttributeError(name)
        children: list[Node] = list(self.rows)
        self.named = {self.rows.name: children} if children else {}
        self.children = children
        return children if name == "children" else self.named

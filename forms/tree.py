"""The light tree that forms run on: primary and secondary instances alike."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(IntEnum):
    """What a node is; the trees of forms hold elements (and attributes) only, the rest serves whole documents."""

    ELEMENT = 0
    ATTRIBUTE = 1
    TEXT = 2
    COMMENT = 3
    INSTRUCTION = 4
    DOCUMENT = 5


_NO_ATTRIBUTES: dict[str, Node] = {}
_MANY = 16  # children of one name, from which on counting through them is slower than remembering


class Node:
    """One element, attribute or document.

    A leaf holds its text in `value`; an element with children has none of its own. `named` lists the children by
    local name, in order. `type` is the bind's data type ("" reads as string). `relevant` is the effective
    relevance: who sets it sets it for the whole subtree. `version` grows whenever a child list in the subtree changes,
    so what was computed from the structure below a node stands while that number does; `columns` keeps such things.
    """

    __slots__ = (
        "attributes",
        "children",
        "columns",
        "kind",
        "name",
        "named",
        "namespace",
        "parent",
        "relevant",
        "type",
        "value",
        "version",
    )

    def __init__(self, name: str, value: str = "", namespace: str = "", kind: Kind = Kind.ELEMENT) -> None:
        self.name = name
        self.namespace = namespace
        self.kind = kind
        self.value = value
        self.type = ""
        self.relevant = True
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.named: dict[str, list[Node]] = {}
        self.attributes: dict[str, Node] = _NO_ATTRIBUTES
        self.version = 0
        self.columns: dict[Any, Any] | None = None

    def __repr__(self) -> str:
        """Return the path of the node without its value: values are people's answers."""
        return f"<Node {self.path()}>"

    @property
    def prefix(self) -> str:
        """Return the prefix of the name as written, for trees that keep it: those of forms do not."""
        return ""

    def append(self, child: Node) -> Node:
        """Put `child` after the last child and return it."""
        child.parent = self
        self.children.append(child)
        self.named.setdefault(child.name, []).append(child)
        self._changed()
        return child

    def insert(self, index: int, child: Node) -> Node:
        """Put `child` before the child now at `index` (all names counted) and return it."""
        child.parent = self
        self.children.insert(index, child)
        self.named[child.name] = [c for c in self.children if c.name == child.name]
        self._changed()
        return child

    def insert_after(self, sibling: Node, child: Node) -> Node:
        """Put `child` right after `sibling`, one of the children, and return it: how a repeat grows."""
        index = len(self.children) - 1
        while self.children[index] is not sibling:  # from the end: nearly always the last of a repeat's instances
            index -= 1
        same = self.named[sibling.name]
        if child.name != sibling.name or same[-1] is not sibling:
            return self.insert(index + 1, child)
        child.parent = self
        self.children.insert(index + 1, child)
        same.append(child)
        self._changed()
        return child

    def remove(self, child: Node) -> None:
        """Take `child` out; raises ValueError when it is not a child of this node."""
        self.children.remove(child)
        same = self.named[child.name]
        same.remove(child)
        if not same:
            del self.named[child.name]
        child.parent = None
        self._changed()

    def child(self, name: str) -> Node | None:
        """Return the first child of that local name."""
        same = self.named.get(name)
        return same[0] if same else None

    def attribute(self, name: str) -> str:
        """Return the text of an attribute by local name, "" where there is none."""
        found = self.attributes.get(name)
        return found.value if found is not None else ""

    def set_attribute(self, name: str, value: str, namespace: str = "") -> Node:
        """Set an attribute and return its node; it is kept by its local name, or by `{uri}name` where that is taken."""
        return self.attach(Node(name, value, namespace, Kind.ATTRIBUTE))

    def attach(self, attribute: Node) -> Node:
        """Give this node `attribute`, a node of that kind, and return it."""
        if self.attributes is _NO_ATTRIBUTES:
            self.attributes = {}
        attribute.parent = self
        name = attribute.name
        same = self.attributes.get(name)
        free = same is None or same.namespace == attribute.namespace
        self.attributes[name if free else f"{{{attribute.namespace}}}{name}"] = attribute
        return attribute

    def text(self) -> str:
        """Return the string value: nothing where irrelevant, the leaves' text together where there are children."""
        if not self.relevant:
            return ""
        if not self.children:
            return self.value
        return "".join(c.text() for c in self.children if c.kind is not Kind.COMMENT and c.kind is not Kind.INSTRUCTION)

    def position(self) -> int:
        """Return the 1-based place among the siblings of the same name; 1 for a node without parent."""
        parent = self.parent
        if parent is None or self.kind is Kind.ATTRIBUTE:
            return 1
        kept = parent.columns.get(self.name) if parent.columns is not None else None
        if kept is not None and kept[0] == parent.version:
            known: dict[int, int] = kept[1]
            return known[id(self)]
        same = parent.named[self.name]
        return same.index(self) + 1 if len(same) < _MANY else parent.numbers(self.name)[id(self)]

    def numbers(self, name: str) -> dict[int, int]:
        """Return the positions of the children called `name` by their identity; kept until the structure changes."""
        if self.columns is None:
            self.columns = {}
        kept = self.columns.get(name)
        if kept is None or kept[0] != self.version:
            numbers = {id(child): number for number, child in enumerate(self.named[name], 1)}
            kept = self.columns[name] = (self.version, numbers)
        found: dict[int, int] = kept[1]
        return found

    def descendants(self) -> Iterator[Node]:
        """Yield everything below this node in document order, attributes left out."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.children[::-1])

    def path(self) -> str:
        """Return `/data/group/name`, without positions."""
        if self.kind is Kind.DOCUMENT:
            return ""
        name = f"@{self.name}" if self.kind is Kind.ATTRIBUTE else self.name
        return f"{self.parent.path() if self.parent is not None else ''}/{name}"

    def _changed(self) -> None:
        node: Node | None = self
        while node is not None:
            node.version += 1
            node = node.parent


def document(root: Node) -> Node:
    """Return a document node with `root` as its only child: where absolute paths begin."""
    above = Node("", kind=Kind.DOCUMENT)
    above.append(root)
    return above


class Row(Node):
    """An element whose children are leaves side by side: kept as texts until somebody asks for the nodes."""

    __slots__ = ("_cells", "_children", "_columns", "_named")

    def __init__(self, name: str, columns: tuple[str, ...], cells: tuple[str, ...], namespace: str = "") -> None:
        """Make a row of `columns`, shared with other rows, with one of `cells` each."""
        self.name = name
        self.namespace = namespace
        self.kind = Kind.ELEMENT
        self.value = ""
        self.type = ""
        self.relevant = True
        self.parent = None
        self.attributes = _NO_ATTRIBUTES
        self.version = 0
        self.columns = None
        self._columns = columns
        self._cells = cells
        self._children: list[Node] | None = None
        self._named: dict[str, list[Node]] = {}

    @property
    def children(self) -> list[Node]:  # type: ignore[override]
        """The nodes of the cells, made when first asked for."""
        return self._children if self._children is not None else self._grow()

    @property
    def named(self) -> dict[str, list[Node]]:  # type: ignore[override]
        """The nodes of the cells by name, made when first asked for."""
        if self._children is None:
            self._grow()
        return self._named

    def cell(self, name: str) -> str | None:
        """Return the text of the only cell so named, None where there are none or several or nodes were made."""
        if self._children is not None or self._columns.count(name) != 1:
            return None
        return self._cells[self._columns.index(name)]

    def _grow(self) -> list[Node]:
        children: list[Node] = []
        named: dict[str, list[Node]] = {}
        for name, text in zip(self._columns, self._cells, strict=True):
            leaf = Node(name, text, self.namespace)
            leaf.parent = self
            children.append(leaf)
            named.setdefault(name, []).append(leaf)
        self._named, self._children = named, children  # at once: another thread may read the same list
        return children

"""The primary instance while it lives: nodes that know their path, their rules, and how repeats grow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.errors import LimitExceeded, NoSuchNode
from forms.lexical import decoded, plain
from forms.tree import Kind, Node, document

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from forms.definition import FormDef, ModelNode
    from forms.graph import Graph, NodePlan
    from forms.rules import Rule
    from forms.state import Choice

MOST_INSTANCES = 10_000
MOST_NODES = 100_000  # what an answer can bring in about a second
_STEP = re.compile(r"(@?[^\[\]/]+)(?:\[\s*(\d+)\s*\])?\Z")


class LiveNode(Node):
    """A node of the primary instance.

    plan: what the graph knows about its path. own: its own relevance, before the ancestors' is counted.
    required, readonly, satisfied: None until somebody asks. choices: what was last shown, None when to be read anew.
    reached: the rules that read it with the nodes they decide about, while the whole instance has that version.
    """

    __slots__ = ("choices", "own", "plan", "reached", "readonly", "required", "satisfied")

    def __init__(self, name: str, value: str, namespace: str, plan: NodePlan, kind: Kind = Kind.ELEMENT) -> None:
        """Make a node without children at the path of `plan`."""
        super().__init__(name, value, namespace, kind)
        self.type = plan.value_type
        self.plan = plan
        self.own = True
        self.required: bool | None = None
        self.readonly: bool | None = None
        self.satisfied: bool | None = None
        self.choices: tuple[Choice, ...] | None = None
        self.reached: tuple[int, list[tuple[Rule, list[LiveNode]]]] | None = None

    @property
    def above(self) -> LiveNode | None:
        """The parent element, None for the root."""
        return self.parent if isinstance(self.parent, LiveNode) else None


class Instance:
    """The nodes of one instance of a form."""

    def __init__(self, form: FormDef, graph: Graph) -> None:
        """Build the instance as the form writes it: its defaults, without templates."""
        self.graph = graph
        self.form = form
        self.count = _size(form.model)
        self._sizes: dict[str, int] = {}
        self._allow(0)
        self.root = self._grow(form.model, blank=False)
        self.document = document(self.root)

    def nodes(self) -> Iterator[LiveNode]:
        """Yield every element in document order, the root first."""
        return below(self.root)

    def find(self, ref: str) -> LiveNode:
        """Return the node at `ref`; a repeat without position means its first instance. Raises NoSuchNode."""
        node: LiveNode | None = None
        for number, step in enumerate(ref.strip().strip("/").split("/")):
            match = _STEP.match(step)
            if match is None:
                raise NoSuchNode(ref)
            name, position = match[1], int(match[2] or 1)
            name = "@" + name[1:].rpartition(":")[2] if name.startswith("@") else name.rpartition(":")[2]
            node = self._step(node, name, position) if number else self._first(name, position)
            if node is None:
                raise NoSuchNode(ref)
        if node is None:
            raise NoSuchNode(ref)
        return node

    def _first(self, name: str, position: int) -> LiveNode | None:
        return self.root if name == self.root.name and position == 1 else None

    def _step(self, node: LiveNode | None, name: str, position: int) -> LiveNode | None:
        if node is None:
            return None
        if name.startswith("@"):
            found = node.attributes.get(name[1:])
            return found if isinstance(found, LiveNode) else None
        same = node.named.get(name, ())
        child = same[position - 1] if 0 < position <= len(same) else None
        return child if isinstance(child, LiveNode) else None

    def new_instance(self, repeat: str) -> LiveNode:
        """Return a new instance of the repeat at path `repeat`, not yet anywhere."""
        template = self.graph.templates[repeat]
        return self._grow(template.model, blank=template.blank)

    def add(self, parent: LiveNode, repeat: str) -> LiveNode:
        """Append a new instance of `repeat` below `parent` and return it. Raises LimitExceeded."""
        name = repeat.rpartition("/")[2]
        same = parent.named.get(name)
        if same and len(same) >= MOST_INSTANCES:
            raise LimitExceeded(f"{repeat}: more than {MOST_INSTANCES} instances")
        self._allow(self._size_of(repeat))
        node = self.new_instance(repeat)
        if same:
            parent.insert_after(same[-1], node)
        else:
            parent.insert(self._place(parent, repeat), node)
        return node

    def remove(self, node: LiveNode) -> list[LiveNode]:
        """Take a repeat instance out; return everything that went with it."""
        gone = list(bears(node))
        self.count -= sum(1 for each in gone if each.kind is Kind.ELEMENT)
        if node.parent is not None:
            node.parent.remove(node)
        return gone

    def _size_of(self, repeat: str) -> int:
        size = self._sizes.get(repeat)
        if size is None:
            template = self.graph.templates[repeat]
            size = self._sizes[repeat] = _size(template.model, self.graph.templates if template.blank else ())
        return size

    def _allow(self, more: int) -> None:
        if self.count + more > MOST_NODES:
            raise LimitExceeded(f"more than {MOST_NODES} nodes")
        self.count += more

    def _place(self, parent: LiveNode, repeat: str) -> int:
        template = self.graph.templates[repeat]
        for index, child in enumerate(parent.children):
            if template.before(child.name):
                return index
        return len(parent.children)

    def _grow(self, model: ModelNode, *, blank: bool) -> LiveNode:
        """Return the node of `model` with all below it, `blank`: without values and instances of inner repeats."""
        plan = self.graph.plans[model.path]
        value = "" if blank or not model.text else plain(model.text, plan.value_type)
        node = LiveNode(model.name, value, model.namespace or "", plan)
        for key, text in model.attributes:
            self.attach(node, key, text)
        for child in model.children:
            if not child.template and not (blank and child.path in self.graph.templates):
                grown = self._grow(child, blank=blank)
                grown.parent = node
                node.children.append(grown)
                node.named.setdefault(grown.name, []).append(grown)
        return node

    def attach(self, node: LiveNode, key: str, text: str) -> None:
        """Give `node` the attribute `key` (`{uri}name` or `name`)."""
        namespace, _, name = key.rpartition("}")
        plan = self.graph.plans.get(f"{node.plan.path}/@{name}")
        if plan is None:
            node.set_attribute(name, text, namespace.lstrip("{"))
            return
        attribute = LiveNode(name, text, namespace.lstrip("{"), plan, Kind.ATTRIBUTE)
        attribute.parent = node
        node.attributes = {**node.attributes, name: attribute}


def _size(model: ModelNode, without: Container[str] = ()) -> int:
    """Return the number of elements that `model` brings, templates and the paths `without` left out."""
    brought = (child for child in model.children if not child.template and child.path not in without)
    return 1 + sum(_size(child, without) for child in brought)


def as_answer(node: LiveNode, raw: str) -> str:
    """Return `raw`, a lexical value, as an answer at `node` is stored. Raises NotLexical."""
    tag = node.plan.control.tag if node.plan.control is not None else None
    if tag in ("select", "rank"):
        return " ".join(raw.split())
    return decoded(raw.strip() if tag == "select1" else raw, node.plan.value_type)


def below(root: LiveNode) -> Iterator[LiveNode]:
    """Yield `root` and every element below it in document order."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, LiveNode):
            yield node
        waiting.extend(reversed(node.children))


def ref_of(node: LiveNode) -> str:
    """Return the reference of `node`, with positions of repeats."""
    return Refs().of_one(node)


class Refs:
    """References of many nodes at one moment; that of what they stand in is put together once."""

    def __init__(self) -> None:
        """Begin knowing none."""
        self._above: dict[Node | None, str] = {}

    def of(self, nodes: Iterable[LiveNode]) -> frozenset[str]:
        """Return the references of `nodes`."""
        return frozenset([self.of_one(node) for node in nodes])

    def of_one(self, node: LiveNode) -> str:
        """Return the reference of `node`, with positions of repeats."""
        parent, plan = node.parent, node.plan
        above = self._above.get(parent)
        if above is None:
            above = self._above[parent] = self.of_one(parent) if isinstance(parent, LiveNode) else ""
        return f"{above}/{plan.step}" if plan.repeat is None else f"{above}/{plan.step}[{node.position()}]"


def bears(root: LiveNode) -> Iterator[LiveNode]:
    """Yield everything from `root` downwards that can carry rules: elements and their attributes."""
    for node in below(root):
        yield node
        for attribute in node.attributes.values():
            if isinstance(attribute, LiveNode):
                yield attribute

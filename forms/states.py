"""Reading the state of nodes: conditions are evaluated when first asked for, then kept by the recompute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.instance import LiveNode, ref_of
from forms.state import NodeState, ViolationKind
from forms.xpath import XPathError

if TYPE_CHECKING:
    from forms.faults import Faults
    from forms.recompute import Recompute
    from forms.rules import RuleKind
    from forms.showing import Showing
    from forms.state import Kind as NodeKind
    from forms.tree import Node

_CHOOSING = frozenset({"select1", "select", "rank"})
_TYPES = {"select1": "select1", "select": "select", "rank": "select"}


class States:
    """The reading side of one running form."""

    def __init__(self, recompute: Recompute, showing: Showing, faults: Faults) -> None:
        """Read nodes of the instance that `recompute` keeps; what cannot be computed goes to `faults`."""
        self._recompute = recompute
        self._showing = showing
        self._faults = faults

    @staticmethod
    def has_choices(node: LiveNode) -> bool:
        """Whether the node is answered by choosing."""
        return node.plan.control is not None and node.plan.control.tag in _CHOOSING

    def of(self, node: LiveNode) -> NodeState:
        """Return everything about `node`."""
        control, bind = node.plan.control, node.plan.bind
        leaf = not node.children and (control is None or control.tag not in ("group", "repeat"))
        violation = self.violation(node) if leaf and node.relevant else None
        show = self._showing
        source = control.label if control is not None else None
        hint = control.hint if control is not None else None
        return NodeState(
            path=ref_of(node),
            kind=_kind(node, leaf=leaf),
            control=control.tag if control is not None else None,
            type=node.plan.value_type or (_TYPES.get(control.tag, "string") if control is not None else "string"),
            value=node.value if leaf else "",
            relevant=node.relevant,
            required=self.required(node),
            readonly=self.readonly(node),
            violation=violation,
            message=self.message(node, violation) if violation is not None else None,
            label=show.label(source, node),
            hint=show.label(hint, node),
            guidance=show.guidance(hint, node),
            choices=show.choices(node) if self.has_choices(node) else (),
            appearance=control.appearance if control is not None else (),
            range=control.bounds if control is not None else None,
            max_pixels=bind.max_pixels,
            mediatype=_attribute(node, "mediatype"),
            accept=_attribute(node, "accept"),
            rows=_rows(node),
            autoplay=_attribute(node, "autoplay"),
            constraint_message=show.message(bind.constraint_message, node),
            required_message=show.message(bind.required_message, node),
            leaf=leaf,
            typed=bool(node.plan.value_type),
        )

    def own_relevance(self, node: LiveNode) -> bool:
        """Whether the node itself would be asked, its ancestors left aside."""
        if "relevant" not in node.plan.rules:
            return node.plan.relevant
        return self._ask("relevant", node)

    def required(self, node: LiveNode) -> bool:
        """Whether an answer must be given."""
        if "required" not in node.plan.rules:
            return node.plan.required
        if node.required is None:
            node.required = self._ask("required", node)
        return node.required

    def readonly(self, node: LiveNode) -> bool:
        """Whether the node or one above it is read-only."""
        at: LiveNode | None = node
        while at is not None:
            if "readonly" in at.plan.rules:
                if at.readonly is None:
                    at.readonly = self._ask("readonly", at)
                if at.readonly:
                    return True
            elif at.plan.readonly:
                return True
            at = at.above
        return False

    def violation(self, node: LiveNode) -> ViolationKind | None:
        """Return which rule the node's value breaks."""
        if not node.value:
            return "required" if self.required(node) else None
        if "constraint" not in node.plan.rules:
            return None
        if node.satisfied is None:
            node.satisfied = self._ask("constraint", node)
        return None if node.satisfied else "constraint"

    def message(self, node: LiveNode, kind: ViolationKind) -> str | None:
        """Return the form's own words for a violation."""
        bind = node.plan.bind
        return self._showing.message(bind.required_message if kind == "required" else bind.constraint_message, node)

    def choice_label(self, value: str, path: str, node: Node) -> str:
        """Return the label of the one choice `value` of the question at `path`, for jr:choice-name."""
        found = self._question(path, node)
        if found is None:
            return ""
        return next((choice.text for choice in self._showing.choices(found) if choice.value == value), "")

    def _question(self, path: str, node: Node) -> LiveNode | None:
        expression = self._showing.form.expression(path)
        nodes = expression.nodes(self._recompute.context(node))
        return nodes[0] if nodes and isinstance(nodes[0], LiveNode) else None

    def _ask(self, kind: RuleKind, node: LiveNode) -> bool:
        rule = node.plan.rules[kind]
        try:
            answer = rule.expression.boolean(self._recompute.context(node))
        except XPathError as error:
            self._faults.note(kind, node, error)
            return kind == "relevant"
        self._faults.mend(kind, node)
        return answer


def _kind(node: LiveNode, *, leaf: bool) -> NodeKind:
    control = node.plan.control
    if control is not None and control.tag == "repeat":
        return "repeat-instance"
    if control is not None and control.tag != "group":
        return "question"
    return "model-value" if leaf else "group"


def _attribute(node: LiveNode, name: str) -> str | None:
    return node.plan.control.attributes.get(name) if node.plan.control is not None else None


def _rows(node: LiveNode) -> int | None:
    written = _attribute(node, "rows")
    return int(written) if written is not None and written.isdigit() else None

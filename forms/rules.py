"""Rules: each expression of a form with the node it decides about and the nodes it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assets.texts import T
from forms.definition import Output
from forms.effort import Effort
from forms.paths import common, matching
from forms.problems import Place, Problem
from forms.reads import Read, reads
from forms.xpath import XPathError
from forms.xpath.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assets.texts import Text
    from forms.definition import Bind, Control, FormDef, TextSource
    from forms.xpath import Expression

RuleKind = Literal["calculate", "relevant", "readonly", "required", "constraint", "count", "choices", "label"]
PARTS: Mapping[RuleKind, Text] = {
    "calculate": T("The calculation"),
    "relevant": T("The condition for being asked"),
    "readonly": T("The condition for being read-only"),
    "required": T("The condition for being required"),
    "constraint": T("The rule for valid answers"),
    "count": T("The number of repetitions"),
    "choices": T("The list of choices"),
    "label": T("A text"),
}
_CONSTANT = {"true()": True, "false()": False}
_CONDITIONS: tuple[RuleKind, ...] = ("relevant", "readonly", "required")


@dataclass(slots=True, eq=False)
class Rule:
    """One expression. `reads` are paths of the primary instance; `rank` is its place in the order of computing.

    target: the node decided about; for `count` the parent of the repeat that `repeat` names, read from `place`,
        and `feeds_itself` where its number hangs on the instances that there are.
    """

    kind: RuleKind
    target: str
    expression: Expression
    reads: tuple[Read, ...]
    repeat: str | None = None
    place: str | None = None
    rank: int = 0
    feeds_itself: bool = False

    @property
    def spoken(self) -> bool:
        """Whether the value is a text in the language shown."""
        return "jr:choice-name" in self.expression.source or "jr:itext" in self.expression.source


def constant(source: str | None) -> bool | None:
    """Return what `true()` or `false()` says, None for every other expression and for none."""
    return _CONSTANT.get(source.replace(" ", "")) if source is not None else None


class RuleReader:
    """Compiles the expressions of one form; what cannot be compiled becomes a problem with its node."""

    def __init__(self, form: FormDef, known: Mapping[str, object]) -> None:
        """Read rules for `form`, whose nodes are at the `known` paths."""
        self.form = form
        self.known = known
        self.problems: list[Problem] = []
        self._effort = Effort()
        self._matching: dict[str, list[str]] = {}

    def read(self) -> list[Rule]:
        """Return every rule of the form. Raises FormRefused where they are more than can be read in time."""
        found: list[Rule | None] = []
        for bind in self.form.binds.values():
            found.extend(self._bind(bind))
        outputs = _itext_outputs(self.form)
        for path, control in self.form.controls_by_path.items():
            found.extend(self._control(path, control, outputs))
        return [rule for rule in found if rule is not None]

    def _bind(self, bind: Bind) -> Iterator[Rule | None]:
        if bind.calculate is not None:
            yield self._rule("calculate", bind.path, bind.calculate)
        if bind.constraint is not None and constant(bind.constraint) is not True:
            yield self._rule("constraint", bind.path, bind.constraint)
        for kind in _CONDITIONS:
            source = getattr(bind, kind)
            if source is not None and constant(source) is None:
                yield self._rule(kind, bind.path, source)

    def _control(self, path: str, control: Control, outputs: Mapping[str, tuple[str, ...]]) -> Iterator[Rule | None]:
        if control.tag == "repeat" and control.count is not None:
            yield self._count(path, control.count, control.count_from)
        if control.itemset is not None:
            yield self._rule("choices", path, control.itemset.nodeset)
        for text in (control.label, control.hint, *[item.label for item in control.items]):
            if text is not None:
                for source in _outputs_of(text, outputs):
                    yield self._rule("label", path, source)

    def _count(self, repeat: str, source: str, place: str) -> Rule | None:
        rule = self._rule("count", repeat.rpartition("/")[0], source, place)
        if rule is not None:
            rule.repeat, rule.place = repeat, place
        return rule

    def _rule(self, kind: RuleKind, target: str, source: str, place: str | None = None) -> Rule | None:
        self._effort.on_expression(source)
        try:
            expression = self.form.expression(source)
            found = reads(expression.parsed, place or target, self.form.repeats, parse)
        except XPathError as error:
            self._broken(kind, target, error)
            return None
        read: list[Read] = []
        for reference in found:
            if reference.instance is None:
                read.extend(self._resolved(reference, kind, target))
            elif reference.instance not in self.form.instances and reference.instance != self.form.model.name:
                self._no_instance(reference.instance, target)
        self._effort.on_reads(len(read))
        return Rule(kind, target, expression, tuple(dict.fromkeys(read)))

    def _resolved(self, read: Read, kind: RuleKind, target: str) -> list[Read]:
        path = read.path
        if path in self.known:
            return [read]
        if "*" in path or "//" in path:
            return [Read(one, common(read.shared, one)) for one in self._meant(path)]
        if path.strip("/"):
            text = T(
                "{part} reads {name}, which is not in the form's model: it reads nothing there.",
                part=PARTS[kind],
                name=path,
            )
            self.problems.append(Problem("warning", text, Place(node=target)))
        return []

    def _meant(self, pattern: str) -> list[str]:
        found = self._matching.get(pattern)
        if found is None:
            self._effort.on_comparing(len(self.known))
            found = self._matching[pattern] = matching(pattern, self.known)
        self._effort.on_reads(len(found))
        return found

    def _broken(self, kind: RuleKind, target: str, error: XPathError) -> None:
        text = T("{part} cannot be read: {reason}", part=PARTS[kind], reason=error.text)
        self.problems.append(Problem("error", text, Place(node=target)))

    def _no_instance(self, name: str, target: str) -> None:
        text = T("There is no list {name} in this form.", name=name)
        self.problems.append(Problem("error", text, Place(node=target)))


def _itext_outputs(form: FormDef) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for texts in form.itext.translations.values():
        for text_id, forms in texts.items():
            for parts in forms.values():
                for part in parts:
                    if isinstance(part, Output):
                        found.setdefault(text_id, []).append(part.expression)
    return {text_id: tuple(dict.fromkeys(sources)) for text_id, sources in found.items()}


def _outputs_of(text: TextSource, outputs: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if text.itext is not None:
        yield from outputs.get(text.itext, ())
    if text.ref is not None:
        yield text.ref
    for part in text.parts:
        if isinstance(part, Output):
            yield part.expression

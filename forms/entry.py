"""One form being filled in: each act answers, recomputes what hangs on it, and tells what changed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

from forms import languages, savepoint
from forms.carrying import Carried
from forms.errors import InvalidAnswer, NoSuchNode, NoSuchRepeat, NotFinalisable
from forms.events import FIRST_LOAD, LOAD, Events, new_uuid
from forms.faults import Faults
from forms.instance import Instance, as_answer, below, ref_of
from forms.lexical import NotLexical
from forms.lists import Lists
from forms.pages import Page, pages_of
from forms.recompute import Recompute
from forms.review import review_of
from forms.showing import Showing
from forms.state import Changes, Choice, Fault, Finalised, Misfit, NodeState, ReviewEntry, Violation
from forms.states import States
from forms.submission import attachments, savepoint_xml, submission_xml
from forms.xpath import Environment, XPathError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import FormDef
    from forms.problems import Problem
    from forms.tree import Node
    from forms.world import World


class FormEntry:
    """A form while somebody fills it in. References carry positions of repeats, `/data/rep[2]/x`."""

    def __init__(self, form: FormDef, world: World, instance: Instance, language: str | None) -> None:
        """Put the parts together around `instance`; `start`, `restore` and `edit` are the ways to get one."""
        self.form = form
        self.world = world
        self._instance = instance
        self._lists = Lists(form, world)
        environment = Environment(
            root=instance.document,
            now=world.now,
            instances=self._lists,
            random=world.random,
            device=world.device,
            resources=world.resources,
        )
        self._faults = Faults()
        self._wanted = language
        self._showing = Showing(form, environment, languages.chosen(form, language), self._faults)
        environment.itext = lambda text_id: self._showing.itext(text_id, instance.root).text
        environment.choice_label = self._choice_label
        self._recompute = Recompute(instance, environment, self._showing, self._faults)
        self._events = Events(instance, self._recompute, world)
        self._recompute.on_new_instance = self._events.new_instance
        self._states = States(self._recompute, self._showing, self._faults)

    @classmethod
    def start(cls, form: FormDef, world: World, *, language: str | None = None) -> Self:
        """Begin a new instance: preloads, first-load actions, first recompute.

        `language` is one of `form.languages` or a code in its brackets (`fa` finds `Persian (fa)`); unknown ones
        give the form's default. Raises EvaluationError or LimitExceeded when the form fails on its own defaults.
        """
        entry = cls(form, world, Instance(form, form.graph), language)
        entry._events.preload(entry._instance.root)
        entry._begin(FIRST_LOAD, LOAD)
        return entry

    @classmethod
    def restore(cls, form: FormDef, world: World, saved: bytes, *, language: str | None = None) -> Self:
        """Go on with a saved instance: its values stand as they are, be they computed or answered over.

        Raises SavepointRefused when the bytes are not one of this form.
        """
        entry = cls(form, world, savepoint.load(form, form.graph, saved), language)
        entry._recompute.all_but_values()
        entry._events.load(LOAD)
        entry._recompute.run()
        return entry

    @classmethod
    def carry_over(
        cls, form: FormDef, world: World, saved: bytes, *, language: str | None = None
    ) -> tuple[Self, tuple[Misfit, ...]]:
        """Go on with an instance saved in another version of `form`; return it with the answers that do not fit.

        Everything is computed anew by the new version, and what is new in it is preloaded. Raises SavepointRefused
        when the bytes are not an instance of this form in any version.
        """
        carried = Carried(form, saved)
        entry = cls(form, world, carried.instance, language)
        for node in carried.new:
            entry._events.preload(node)
        entry._events.load(LOAD)
        entry.recompute()
        return entry, carried.misfits()

    @classmethod
    def edit(
        cls, form: FormDef, world: World, submission: bytes, *, language: str | None = None, deprecates: bool = True
    ) -> Self:
        """Correct a submission: its instanceID becomes the deprecatedID, a new one is drawn.

        One that no central ever took deprecates nothing: it keeps the deprecatedID it had itself, if any. Raises
        SavepointRefused when the bytes are not a submission of this form.
        """
        entry = cls(form, world, savepoint.load(form, form.graph, submission), language)
        savepoint.supersede(entry._instance, f"uuid:{new_uuid(world)}", deprecates=deprecates)
        entry._begin(LOAD)
        return entry

    @classmethod
    def warm(cls, form: FormDef, world: World) -> None:
        """Read and index the lists that the questions of `form` choose from, before anybody is asked.

        They are kept in `form` for every later start with the same files. May run in a thread of its own meanwhile.
        """
        entry = cls(form, world, Instance(form, form.graph), None)
        for node in entry._instance.nodes():
            with suppress(XPathError):  # told when the question is asked
                entry._showing.offered(node)

    def recompute(self) -> Changes:
        """Compute everything anew from the answers, for tests and for forms that were changed underneath."""
        self._recompute.everything()
        return self._recompute.run()

    def _begin(self, *events: str) -> None:
        for event in events:
            self._events.load(event)
        faults = self.recompute().faults
        if faults:
            raise faults[0].error

    @property
    def language(self) -> str:
        """The language that texts are shown in, as the form names it; "" where the form has only one."""
        return self._showing.language or ""

    @property
    def instance_id(self) -> str:
        """The instanceID (`uuid:…`), "" where the form has no such node."""
        return self._meta("instanceID")

    @property
    def instance_name(self) -> str | None:
        """The instanceName, None where the form computes none."""
        return self._meta("instanceName") or None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the form and, as far as they were read, with its files."""
        return self.form.problems + tuple(self._lists.problems)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What cannot be computed from the answers as they are; () in a sound form."""
        return self._faults.standing()

    def _meta(self, name: str) -> str:
        meta = self._instance.root.child("meta")
        node = meta.child(name) if meta is not None else None
        return node.value if node is not None else ""

    def answer(self, ref: str, raw: str) -> Changes:
        """Store `raw`, the XForms lexical value ("2026-11-22", "a b", "3.5", a file's name); "" clears.

        Raises NoSuchNode, or InvalidAnswer where `raw` is not of the question's type; then nothing has changed. Where
        an expression fails on the answer it stands all the same, and `Changes.faults` names what is left empty.
        """
        node = self._instance.find(ref)
        if node.children or node.plan.repeat is not None:
            raise NoSuchNode(ref)
        try:
            value = as_answer(node, raw)
        except NotLexical as error:
            raise InvalidAnswer(ref, error.text) from error
        node.type = node.plan.value_type
        if not self._recompute.set(node, value):
            return Changes()
        self._recompute.answered(node)
        self._recompute.done()
        if not node.plan.triggered:
            return self._recompute.run()
        changes = self._recompute.run()
        self._events.changed(node)
        return changes | self._recompute.run()

    def add_repeat(self, ref: str) -> Changes:
        """Append an instance to the repeat `ref` (`/data/rep`, `/data/rep[2]/inner`).

        Raises NoSuchRepeat, also where nobody may add one: it is counted, or has `jr:noAddRemove`.
        """
        above, _, name = ref.rstrip("/").rpartition("/")
        parent = self._instance.find(above)
        path = f"{parent.plan.path}/{name.rpartition(':')[2]}"
        control = self.form.repeats.get(path)
        if control is None or control.count is not None or control.fixed:
            raise NoSuchRepeat(ref)
        self._recompute.grow(parent, path)
        return self._recompute.run()

    def remove_repeat(self, ref: str) -> Changes:
        """Remove the instance `ref` (`/data/rep[2]`); later ones move up. Raises NoSuchRepeat."""
        node = self._instance.find(ref)
        if node.plan.repeat is None or node.plan.repeat.fixed:
            raise NoSuchRepeat(ref)
        self._recompute.remove(node)
        return self._recompute.run()

    def set_language(self, language: str) -> Changes:
        """Show texts in `language` from now on."""
        self._showing.language = languages.chosen(self.form, language)
        self._wanted = language
        shown = [node for node in self._instance.nodes() if node.plan.control is not None]
        for node in shown:
            node.choices = None
        refs = frozenset(map(ref_of, shown))
        self._recompute.spoken()
        changes = self._recompute.run()
        return changes | Changes(labels=refs, choices=frozenset(ref_of(n) for n in shown if States.has_choices(n)))

    def node(self, ref: str) -> NodeState:
        """Everything about one node; raises NoSuchNode."""
        return self._states.of(self._instance.find(ref))

    def nodes(self) -> Iterator[NodeState]:
        """Every node below the root in document order, irrelevant ones included."""
        for node in self._instance.nodes():
            if node is not self._instance.root:
                yield self._states.of(node)

    def choices(self, ref: str) -> tuple[Choice, ...]:
        """The choices of one question; () for questions answered otherwise. Raises NoSuchNode."""
        return self._showing.choices(self._instance.find(ref))

    def satisfied(self, ref: str) -> bool:
        """Whether the answer at `ref` keeps its constraint, be it relevant or not. Raises NoSuchNode."""
        return self._states.violation(self._instance.find(ref)) != "constraint"

    def count(self, ref: str) -> int:
        """The number of instances of the repeat `ref` (`/data/rep`). Raises NoSuchNode."""
        above, _, name = ref.rpartition("/")
        return len(self._instance.find(above).named.get(name.rpartition(":")[2], ()))

    def pages(self) -> tuple[Page, ...]:
        """What a citizen walks through now, in order, relevant only."""
        return tuple(pages_of(self.form, self._instance, self._showing, self._states))

    def review(self) -> tuple[ReviewEntry, ...]:
        """The relevant questions with their answers as a person reads them."""
        language = languages.spoken(self.form, self._wanted)
        return tuple(review_of(self.pages(), self._instance, self._states, language))

    def validate(self) -> tuple[Violation, ...]:
        """Every violation in document order; () when the form can be finalised."""
        found = []
        for node in below(self._instance.root):
            if not node.children and node.relevant and node.plan.repeat is None:
                kind = self._states.violation(node)
                if kind is not None:
                    found.append(Violation(ref_of(node), kind, self._states.message(node, kind)))
        return tuple(found)

    def savepoint(self) -> bytes:
        """The whole instance as XML, irrelevant values and repeat instances kept; for `restore`."""
        return savepoint_xml(self._instance)

    def finalise(self) -> Finalised:
        """Stamp the end, and give the bytes that are sent. Raises NotFinalisable, then nothing has changed."""
        violations = self.validate()
        if violations:
            raise NotFinalisable(violations)
        return self.submission()

    def submission(self) -> Finalised:
        """What `finalise` gives, without looking for violations: for authors who try out a form."""
        self._events.finish()
        self._recompute.run()
        return Finalised(
            xml=submission_xml(self._instance),
            attachments=attachments(self._instance),
            instance_id=self.instance_id,
            instance_name=self.instance_name,
            auto_send=self.form.submission.auto_send,
        )

    def _choice_label(self, value: str, path: str, node: Node) -> str:
        return self._states.choice_label(value, path, node)

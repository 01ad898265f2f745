"""One form being filled in: each act answers, recomputes what hangs on it, and tells what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from forms.errors import InvalidAnswer, NoSuchNode, NotFinalisable
from forms.pages import Page
from forms.state import Changes, Choice, Finalised, Label, NodeState, RangeBounds, ReviewEntry, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import FormDef
    from forms.world import World

__all__ = [
    "Changes",
    "Choice",
    "Finalised",
    "FormEntry",
    "InvalidAnswer",
    "Label",
    "NoSuchNode",
    "NodeState",
    "NotFinalisable",
    "Page",
    "RangeBounds",
    "ReviewEntry",
    "Violation",
]


class FormEntry:
    """A form while somebody fills it in. References carry positions of repeats, `/data/rep[2]/x`."""

    form: FormDef
    world: World
    language: str
    instance_id: str

    @classmethod
    def start(cls, form: FormDef, world: World, *, language: str | None = None) -> Self:
        """Begin a new instance: preloads, first-load actions, first recompute.

        `language` is one of `form.languages` or a code in its brackets (`fa` finds `Persian (fa)`); unknown ones
        give the form's default. Raises EvaluationError or LimitExceeded when the form fails on its own defaults.
        """
        raise NotImplementedError

    @classmethod
    def restore(cls, form: FormDef, world: World, savepoint: bytes, *, language: str | None = None) -> Self:
        """Go on with a saved instance. Raises SavepointRefused when the bytes are not one of this form."""
        raise NotImplementedError

    @classmethod
    def edit(cls, form: FormDef, world: World, submission: bytes, *, language: str | None = None) -> Self:
        """Correct a submission: its instanceID becomes the deprecatedID, a new one is drawn.

        Raises SavepointRefused when the bytes are not a submission of this form.
        """
        raise NotImplementedError

    def answer(self, ref: str, raw: str) -> Changes:
        """Store `raw`, the XForms lexical value ("2026-11-22", "a b", "3.5", a file's name); "" clears.

        Raises NoSuchNode, or InvalidAnswer where `raw` is not of the question's type; then nothing has changed.
        """
        raise NotImplementedError

    def add_repeat(self, ref: str) -> Changes:
        """Append an instance to the repeat `ref` (`/data/rep`, `/data/rep[2]/inner`); raises NoSuchRepeat."""
        raise NotImplementedError

    def remove_repeat(self, ref: str) -> Changes:
        """Remove the instance `ref` (`/data/rep[2]`); later ones move up. Raises NoSuchRepeat."""
        raise NotImplementedError

    def set_language(self, language: str) -> Changes:
        """Show texts in `language` from now on."""
        raise NotImplementedError

    def node(self, ref: str) -> NodeState:
        """Everything about one node; raises NoSuchNode."""
        raise NotImplementedError

    def nodes(self) -> Iterator[NodeState]:
        """Every node below the root in document order, irrelevant ones included."""
        raise NotImplementedError

    def pages(self) -> tuple[Page, ...]:
        """What a citizen walks through now, in order, relevant only."""
        raise NotImplementedError

    def review(self) -> tuple[ReviewEntry, ...]:
        """The relevant questions with their answers as a person reads them."""
        raise NotImplementedError

    def validate(self) -> tuple[Violation, ...]:
        """Every violation in document order; () when the form can be finalised."""
        raise NotImplementedError

    def savepoint(self) -> bytes:
        """The whole instance as XML, irrelevant values and repeat instances kept; for `restore`."""
        raise NotImplementedError

    def finalise(self) -> Finalised:
        """Stamp the end, and give the bytes that are sent. Raises NotFinalisable, then nothing has changed."""
        raise NotImplementedError

"""What a running form shows of itself: frozen values for screens, reports and tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assets.texts import Text
    from forms.errors import FormError

Kind = Literal["question", "group", "repeat-instance", "model-value"]
ControlName = Literal["input", "select1", "select", "upload", "trigger", "range", "rank", "group", "repeat"]
ViolationKind = Literal["required", "constraint"]


@dataclass(frozen=True, slots=True)
class Label:
    """A text with what accompanies it; media are file names as in the form's media, without `jr://…/`."""

    text: str = ""
    image: str | None = None
    audio: str | None = None
    video: str | None = None
    big_image: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a select or rank: the value stored and what a person sees."""

    value: str
    label: Label

    @property
    def text(self) -> str:
        """The choice's words."""
        return self.label.text


@dataclass(frozen=True, slots=True)
class RangeBounds:
    """The bounds of a range control: numbers of at most nine digits, as written in the form."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True)
class NodeState:
    """All that can be known about one node now.

    path: with positions of repeats, `/data/rep[2]/x`.
    type: the XForms data type (`string`, `int`, `date`, `geopoint`, `binary`, …); `typed`: whether the form names it.
    value: lexical, "" when empty. relevant counts the ancestors' relevance.
    message: the form's own words for a violation, None when the form has none.
    """

    path: str
    kind: Kind
    control: ControlName | None
    type: str
    value: str
    relevant: bool
    required: bool
    readonly: bool
    violation: ViolationKind | None
    message: str | None
    label: Label | None
    hint: Label | None
    guidance: Label | None
    choices: tuple[Choice, ...]
    appearance: tuple[str, ...] = ()
    range: RangeBounds | None = None
    max_pixels: int | None = None
    mediatype: str | None = None
    accept: str | None = None
    rows: int | None = None
    autoplay: str | None = None
    constraint_message: str | None = None
    required_message: str | None = None
    leaf: bool = True
    typed: bool = True

    @property
    def valid(self) -> bool:
        """Whether neither `required` nor `constraint` is broken."""
        return self.violation is None


@dataclass(frozen=True, slots=True)
class Fault:
    """An expression that failed on the answers given, or passed a limit.

    ref: the node that is without its result: a calculation empty, choices none, a text without its words, a question
        asked, its answer not required, a rule for valid answers not kept. part: the bind's or control's
        (`calculate`, `relevant`, `required`, `readonly`, `constraint`, `count`, `choices`, `label`), or `action`.
    error: an EvaluationError or a LimitExceeded, for the form's author.
    """

    ref: str
    part: str
    error: FormError


@dataclass(frozen=True, slots=True)
class Changes:
    """What one act changed, by reference: exactly what a screen must repaint.

    structure: instances of a repeat came or went, so pages and positions must be read anew.
    faults: what could not be computed on the way; everything else was.
    """

    values: frozenset[str] = frozenset()
    relevance: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    readonly: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    choices: frozenset[str] = frozenset()
    validity: frozenset[str] = frozenset()
    structure: bool = False
    faults: tuple[Fault, ...] = ()

    def __or__(self, later: Changes) -> Changes:
        """Return both together."""
        return Changes(
            values=self.values | later.values,
            relevance=self.relevance | later.relevance,
            required=self.required | later.required,
            readonly=self.readonly | later.readonly,
            labels=self.labels | later.labels,
            choices=self.choices | later.choices,
            validity=self.validity | later.validity,
            structure=self.structure or later.structure,
            faults=self.faults + later.faults,
        )


@dataclass(frozen=True, slots=True)
class Misfit:
    """An answer given in another version of the form that has no place in this one; `ref` is where it stood.

    value: as it was stored; `text` tells the person why it is not kept.
    """

    ref: str
    value: str
    text: Text


@dataclass(frozen=True, slots=True)
class Violation:
    """An answer that is missing or breaks a rule; `message` in the form's words, None when it has none."""

    ref: str
    kind: ViolationKind
    message: str | None


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One answer as a person reads it, for the check-answers page; `value` is "" when not answered.

    A `masked` one is hidden from who looks over the shoulder, there as in its field.
    """

    ref: str
    label: str
    value: str
    sections: tuple[str, ...] = ()
    type: str = "string"
    control: ControlName | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Finalised:
    """A finished instance: the very bytes that are sent, and the files that they name."""

    xml: bytes
    attachments: tuple[str, ...]
    instance_id: str
    instance_name: str | None = None
    auto_send: bool | None = field(default=None)

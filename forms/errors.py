"""What can go wrong with a form or with what is said to it: a closed set.

FormError
├── FormRefused        the form cannot be installed or opened; names every problem
├── EvaluationError    an expression of the form failed on the answers given
├── LimitExceeded      a hostile or broken form asked for more than the program gives
├── NoSuchNode         the reference names no node of the running form
├── NoSuchRepeat       the reference names no repeat, or no instance can be added or removed there
├── InvalidAnswer      the answer is not a value of the question's type; says so in plain words
├── SavepointRefused   the saved instance is not one of this form
└── NotFinalisable     answers are missing or break a rule; carries the violations
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import Text, say

if TYPE_CHECKING:
    from forms.problems import Problem
    from forms.state import Violation


class FormError(Exception):
    """Anything that goes wrong with a form."""


class FormRefused(FormError):
    """The form cannot be installed or opened."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every problem found; their English sentences make the message."""
        self.problems = problems
        super().__init__("; ".join(_described(problem) for problem in problems))


class EvaluationError(FormError):
    """An expression failed on the answers given; `node` is where it stands, None when not known."""

    def __init__(self, message: str, node: str | None = None) -> None:
        """Keep the reason in English for the form's author."""
        self.message = message
        self.node = node
        super().__init__(f"{node}: {message}" if node else message)


class LimitExceeded(FormError):
    """A limit against hostile or broken forms was passed."""


class NoSuchNode(FormError):
    """The reference names no node of the running form."""

    def __init__(self, ref: str) -> None:
        """Keep the reference that was asked for."""
        self.ref = ref
        super().__init__(f"no such node: {ref}")


class NoSuchRepeat(NoSuchNode):
    """The reference names no repeat whose instances can be added or removed."""


class InvalidAnswer(FormError):
    """The answer is not a value of the question's type; `text` tells the citizen so."""

    def __init__(self, ref: str, text: Text) -> None:
        """Keep the question and the sentence to be shown at it."""
        self.ref = ref
        self.text = text
        super().__init__(f"{ref}: {say(text, 'en')}")


class SavepointRefused(FormError):
    """The bytes are not a saved instance of this form."""


class NotFinalisable(FormError):
    """Answers are missing or break a rule."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        """Keep what must be put right first."""
        self.violations = violations
        super().__init__(", ".join(f"{v.ref}: {v.kind}" for v in violations))


def _described(problem: Problem) -> str:
    where = problem.place.node or ""
    sentence = say(problem.text, "en")
    return f"{where}: {sentence}" if where else sentence

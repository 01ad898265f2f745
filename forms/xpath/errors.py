"""What can go wrong with an expression.

XPathError
├── XPathSyntaxError     found when compiled: `position` is the 0-based character
│   ├── UnknownFunction  `name`
│   └── WrongArguments   `name`
└── EvaluationError      found when run, by the data or by what the form lacks
    └── LimitExceeded    the expression took more steps than allowed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import say

if TYPE_CHECKING:
    from assets.texts import Text


class XPathError(Exception):
    """Root of everything that compiling or evaluating an expression raises; `text` is for the form's author."""

    def __init__(self, text: Text) -> None:
        super().__init__(say(text, "en"))
        self.text = text


class XPathSyntaxError(XPathError):
    """The expression cannot be compiled; `position` is the 0-based character where that shows."""

    def __init__(self, text: Text, position: int) -> None:
        super().__init__(text)
        self.position = position


class UnknownFunction(XPathSyntaxError):
    """A function of that `name` is not part of the language."""

    def __init__(self, text: Text, position: int, name: str) -> None:
        super().__init__(text, position)
        self.name = name


class WrongArguments(XPathSyntaxError):
    """The function `name` takes another number of arguments."""

    def __init__(self, text: Text, position: int, name: str) -> None:
        super().__init__(text, position)
        self.name = name


class EvaluationError(XPathError):
    """The expression is sound, but the data or the form does not let it be computed."""


class LimitExceeded(EvaluationError):
    """The expression needs more steps than one evaluation may take."""

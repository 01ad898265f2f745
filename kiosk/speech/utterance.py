"""One thing that is said, in one breath: its words, and by which message a recording of them is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.texts import Text
from kiosk.widgets import said

if TYPE_CHECKING:
    from kiosk.widgets import Sayable


@dataclass(frozen=True, slots=True)
class Part:
    """Some words; `message` is the English of a sentence without places: only such a one can have been recorded."""

    words: str
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Parts said one after the other in `language`, by one voice.

    What is `personal` may be heard by nobody else; `instead` is what is said where others would hear it.
    """

    parts: tuple[Part, ...]
    language: str
    personal: bool = False
    instead: Text | None = None

    @property
    def words(self) -> str:
        """All that is said: "2: Wheat"."""
        return ": ".join(part.words for part in self.parts)


def utter(language: str, *words: Sayable, personal: bool = False, instead: Text | None = None) -> Utterance:
    """Return `words` as one utterance in `language`, a str as it is; what is empty is left out."""
    parts = (_part(each, language) for each in words)
    return Utterance(tuple(part for part in parts if part.words), language, personal, instead)


def _part(words: Sayable, language: str) -> Part:
    message = words.msgid if isinstance(words, Text) and not words.params else None
    return Part(said(words, language).strip(), message)

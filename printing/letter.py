"""An official's message about a case, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from assets.texts import Text


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of an official; `message` is in the official's own words, blank lines part paragraphs."""

    code: str  # tracking code, 18 digits
    office: str
    service: Text | str
    status: Text  # the word the screens use for the case's state
    message: str
    decided_on: date  # when the official wrote it
    printed_on: date
    copy_number: int = 1


def render_letter(letter: Letter, language: str) -> bytes:
    """Return the letter as an A4 PDF, more pages if the message is long. Raises MissingGlyph."""
    raise NotImplementedError

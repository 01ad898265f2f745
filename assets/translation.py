"""What is left to do in a translator's file, against the Persian one, in which every text stands."""

from __future__ import annotations

import string
from dataclasses import dataclass
from io import BytesIO

from babel.messages.pofile import PoFileError, read_po

from assets import read


class TranslationUnreadable(Exception):
    """The file is no catalogue that gettext could read; the message is gettext's own, with the line."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Msgids by what is to be done about them; `places` are those whose `{named}` places differ, with both sets."""

    translated: int
    missing: tuple[str, ...]
    left_over: tuple[str, ...]
    places: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    for_review: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Whether something in it would be said wrongly, or never."""
        return bool(self.left_over or self.places)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.wrong or self.missing or self.for_review)


def packaged(language: str) -> bytes:
    """Return the packaged file of `language`. Raises FileNotFoundError."""
    return read(f"i18n/{language}.po")


def examine(po: bytes) -> Findings:
    """Compare the file `po` with the texts of the program. Raises TranslationUnreadable."""
    wanted = {msgid for msgid, _, _ in _entries(packaged("fa"))}
    entries = _entries(po)
    said = [(msgid, words, fuzzy) for msgid, words, fuzzy in entries if words]
    return Findings(
        translated=len(said),
        missing=tuple(sorted(wanted - {msgid for msgid, _, _ in said})),
        left_over=tuple(sorted({msgid for msgid, _, _ in entries} - wanted)),
        places=tuple(
            (msgid, places_in(msgid), places_in(words))
            for msgid, words, _ in said
            if places_in(msgid) != places_in(words)
        ),
        for_review=tuple(sorted(msgid for msgid, _, fuzzy in said if fuzzy)),
    )


def places_in(text: str) -> frozenset[str]:
    """Return the names of the `{named}` places in `text`; a brace that names none is shown as it is."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({text})


def _entries(po: bytes) -> list[tuple[str, str, bool]]:
    try:
        catalogue = read_po(BytesIO(po), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise TranslationUnreadable(str(error)) from error
    return [(str(each.id), str(each.string or ""), each.fuzzy) for each in catalogue if each.id]

"""A draft whose form has a newer version by the time it is reopened: carried over, and told what did not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.entry import FormEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assets.texts import Text
    from forms.definition import FormDef
    from forms.state import ReviewEntry
    from forms.world import World


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The answers that the newer form has no place for: the older form with them, and why, by their references."""

    before: FormEntry
    reasons: Mapping[str, Text]

    def told(self, language: str) -> tuple[tuple[ReviewEntry, Text], ...]:
        """Return each answer as it stood in the older form, read in `language`, with the reason."""
        self.before.set_language(language)
        return tuple(
            (answer, self.reasons[answer.ref]) for answer in self.before.review() if answer.ref in self.reasons
        )


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a form, and its outside: each version has its own files."""

    form: FormDef
    world: World


def carry(older: Version, newer: Version, saved: bytes, *, language: str) -> tuple[FormEntry, LeftBehind | None]:
    """Go on with `saved`, a savepoint of `older`, in `newer`; return it with what the person loses by that, if so.

    Raises FormError where the newer form cannot be opened with it.
    """
    entry, misfits = FormEntry.carry_over(newer.form, newer.world, saved, language=language)
    if not misfits:
        return entry, None
    before = FormEntry.restore(older.form, older.world, saved, language=language)
    asked = {answer.ref for answer in before.review()}
    reasons = {each.ref: each.text for each in misfits if each.ref in asked}
    return entry, LeftBehind(before, reasons) if reasons else None

"""A draft whose form has a newer version by the time it is reopened: carried over, and told what did not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.entry import FormEntry

if TYPE_CHECKING:
    from assets.texts import Text
    from forms.definition import FormDef
    from forms.state import ReviewEntry
    from forms.world import World


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An answer that the newer form has no place for: as it stood in the older one, and why."""

    answer: ReviewEntry
    reason: Text


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a form, and its outside: each version has its own files."""

    form: FormDef
    world: World


def carry(older: Version, newer: Version, saved: bytes, *, language: str) -> tuple[FormEntry, tuple[LeftBehind, ...]]:
    """Go on with `saved`, a savepoint of `older`, in `newer`; return it with what the person loses by that.

    Raises FormError where the newer form cannot be opened with it.
    """
    entry, misfits = FormEntry.carry_over(newer.form, newer.world, saved, language=language)
    if not misfits:
        return entry, ()
    before = FormEntry.restore(older.form, older.world, saved, language=language)
    answers = {answer.ref: answer for answer in before.review()}
    return entry, tuple(LeftBehind(answers[each.ref], each.text) for each in misfits if each.ref in answers)

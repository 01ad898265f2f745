"""A form tried out by its author: kept in memory, begun anew when its spreadsheet changes, its answers carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.entry import FormEntry
from forms.errors import InvalidAnswer, NoSuchNode, SavepointRefused
from kiosk.carrying import LeftBehind, Version, carry
from kiosk.filling import card_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import FormDef
    from forms.pages import Page
    from forms.state import Changes, NodeState
    from forms.world import World
    from kiosk.filling import RepeatCard


class MemoryFiles:
    """Photos and other files of a trial, `kept` by their names; gone with the window."""

    def __init__(self) -> None:
        """Begin empty."""
        self.kept: dict[str, bytes] = {}

    def keep(self, ref: str, data: bytes, suffix: str) -> str:
        """Keep `data` for the question `ref` and return its name."""
        name = f"{ref.rsplit('/', 1)[-1]}-{len(self.kept) + 1}{suffix}"
        self.kept[name] = data
        return name

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a kept file, None when there is none of that name."""
        return self.kept.get(name)


class Trial:
    """A running form without a store behind it, as the question page uses it."""

    def __init__(self, form: FormDef, world: World, language: str) -> None:
        """Start `form` in `world`. Raises FormError when it fails on its own defaults."""
        self.form, self.world, self.language = form, world, language
        self.entry = FormEntry.start(form, world, language=language)

    def node(self, ref: str) -> NodeState:
        """Everything about one node."""
        return self.entry.node(ref)

    def pages(self) -> tuple[Page, ...]:
        """What a citizen walks through now."""
        return self.entry.pages()

    def answer(self, ref: str, raw: str) -> Changes:
        """Store an answer; a form that fails on it says so at the question, for its author is looking."""
        changes = self.entry.answer(ref, raw)
        for fault in changes.faults:
            raise InvalidAnswer(ref, T("The form fails on this answer: {reason}", reason=str(fault.error)))
        return changes

    def add_repeat(self, ref: str) -> Changes:
        """Append an instance."""
        return self.entry.add_repeat(ref)

    def remove_repeat(self, ref: str) -> Changes:
        """Remove an instance."""
        return self.entry.remove_repeat(ref)

    def card(self, ref: str) -> RepeatCard:
        """An instance of a repeat as it is listed."""
        return card_of(self.entry, ref, self.language)

    def speak(self, language: str) -> None:
        """Show the form in `language` from now on; answers stay."""
        self.language = language
        self.entry.set_language(language)

    def take_over(self, before: Trial) -> LeftBehind | None:
        """Go on with the answers given to `before`; return those that have no place here, None where all have.

        What nobody has touched follows the form: a default is the new one. A form with another id begins anew.
        """
        fresh = self.entry
        older = Version(before.form, before.world)
        newer = Version(self.form, self.world)
        try:
            self.entry, lost = carry(older, newer, before.entry.savepoint(), language=self.language)
        except SavepointRefused:
            return None
        untouched = FormEntry.start(before.form, before.world, language=self.language)
        given = set(_answers(before.entry)) - set(_answers(untouched))
        touched = {path for path, _ in given}
        for path, default in _answers(fresh):
            if path not in touched:
                self._follow_default(path, default)
        if lost is None:
            return None
        reasons = {ref: reason for ref, reason in lost.reasons.items() if ref in touched}
        return LeftBehind(lost.before, reasons) if reasons else None

    def _follow_default(self, path: str, default: str) -> None:
        try:
            if self.entry.node(path).value != default:
                self.entry.answer(path, default)
        except NoSuchNode:
            return  # in an instance of a repeat that the author has taken out


def _answers(entry: FormEntry) -> Iterator[tuple[str, str]]:
    """Yield path and value of every question that a person may answer."""
    for state in entry.nodes():
        if state.kind == "question" and not state.readonly:
            yield state.path, state.value

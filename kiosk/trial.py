"""A form tried out by its author: kept in memory, begun anew when its spreadsheet changes, its answers carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.entry import FormEntry
from forms.errors import InvalidAnswer, NoSuchNode
from kiosk.filling import card_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import FormDef
    from forms.pages import Page
    from forms.state import Changes, NodeState
    from forms.world import World
    from kiosk.screens.repeat_list import RepeatCard


class MemoryFiles:
    """Photos and other files of a trial; gone with the window."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[str, bytes] = {}

    def keep(self, ref: str, data: bytes, suffix: str) -> str:
        """Keep `data` for the question `ref` and return its name."""
        name = f"{ref.rsplit('/', 1)[-1]}-{len(self._kept) + 1}{suffix}"
        self._kept[name] = data
        return name

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a kept file, None when there is none of that name."""
        return self._kept.get(name)


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

    def take_over(self, before: Trial) -> None:
        """Give the answers given to `before` again, where their questions still exist and still take them."""
        for state in before._given():
            try:
                self._give(state)
            except (NoSuchNode, InvalidAnswer):
                continue  # the author took this question out, or gave it another type

    def _given(self) -> Iterator[NodeState]:
        """Yield what differs from a form that nobody has touched: answers, and instances of repeats."""
        untouched = FormEntry.start(self.form, self.world, language=self.language)
        values = {state.path: state.value for state in untouched.nodes()}
        for state in self.entry.nodes():
            touched = state.kind == "question" and not state.readonly and state.value != values.get(state.path, "")
            if touched or state.kind == "repeat-instance":
                yield state

    def _give(self, state: NodeState) -> None:
        if state.kind == "repeat-instance":
            repeat, _, position = state.path.rpartition("[")
            if self.entry.count(repeat) < int(position.rstrip("]")):
                self.entry.add_repeat(repeat)
            return
        self.entry.answer(state.path, _still_offered(state, self.entry.node(state.path)))


def _still_offered(before: NodeState, now: NodeState) -> str:
    """Return the answer without the choices that are no longer there."""
    if not now.choices:
        return before.value
    offered = {choice.value for choice in now.choices}
    return " ".join(value for value in before.value.split() if value in offered)

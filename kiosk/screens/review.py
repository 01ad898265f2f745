"""Check answers: every answer as it was given, each with a way to change it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import Button, Card, ErrorSummary, Fault, Footer, Heading, IconMark, Words, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from forms.state import ReviewEntry
    from kiosk.theme import Look

_NOT_ANSWERED = T("Not answered")
_ENDS = ("?", "؟", ":", ".", "!")  # a question that ends so needs no colon before what is said of its answer
_MASKED = T("Written, not shown")


class ReviewScreen(Screen):
    """The answers by section; `change_wanted` carries the reference of the one to change."""

    looked_up = True
    change_wanted = Signal(str)

    def __init__(
        self,
        look: Look,
        entries: Sequence[ReviewEntry],
        shown: Callable[[ReviewEntry], str],
        came_back: Text | None = None,
    ) -> None:
        """Show `entries`; `shown` gives an answer as this person reads it (dates, digits).

        `came_back` is why they were handed in before and are to be put right.
        """
        super().__init__(look)
        self._shown = shown
        self._heading = Heading(look, T("Check your answers"))
        self.errors = ErrorSummary(look)
        self.errors.asked.connect(self.change_wanted)
        self.column.addWidget(self.errors)
        self.column.addWidget(self._heading)
        self.column.addWidget(Words(look, T("Nothing has been handed in yet. Change what is not right."), "hint"))
        if came_back is not None:
            self.column.addWidget(self._reason(came_back))
        self.changes: dict[str, Button] = {}
        self.faults: tuple[Fault, ...] = ()
        self._labels = {entry.ref: entry.label for entry in entries}
        for sections, group in groupby(entries, key=lambda entry: entry.sections):
            if sections:
                self.column.addWidget(Words(look, " – ".join(sections), "subheading"))
            self.column.addWidget(self._section(tuple(group)))
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading; «error» before it while something is not right."""
        return self.errors.titled(self._heading.text())

    def footer(self) -> Footer:
        """On leads to the consent."""
        return Footer(next=T("All of this is right"))

    def first_focus(self) -> QWidget:
        """The errors when there are any, else the heading."""
        return self._heading if self.errors.isHidden() else self.errors

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Say what must be put right before the answers can be handed in, and of which answer each sentence speaks."""
        self.faults = faults
        self.errors.show_faults(tuple(map(self._named, faults)), at_field=False)
        self.footer_changed.emit()
        self.paper.to_top()
        if faults:
            self.errors.setFocus()
            self.announce(self.errors.accessibleName(), urgent=True)

    def _named(self, fault: Fault) -> Fault:
        label = self._labels.get(fault.ref)
        if not label:
            return fault
        beginning = f"{label} " if label.endswith(_ENDS) else f"{label}: "
        return Fault(fault.ref, lambda language: beginning + said(fault.sentence, language))

    def _reason(self, came_back: Text) -> Card:
        card = Card("warn-box")
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconMark(self.look, "duotone/chat-circle-text", "warn", 40), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(self.look, came_back, "strong"), 1)
        card.column.addLayout(row)
        return card

    def _section(self, entries: tuple[ReviewEntry, ...]) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        for index, entry in enumerate(entries):
            if index:
                grid.addWidget(_line(), 2 * index - 1, 0, 1, 3)
            self._row(grid, 2 * index, entry)
        card.column.addLayout(grid)
        return card

    def _row(self, grid: QGridLayout, row: int, entry: ReviewEntry) -> None:
        change = Button(self.look, T("Change"), icon="duotone/pencil-simple", name=T("Change {what}", what=entry.label))
        change.clicked.connect(lambda: self.change_wanted.emit(entry.ref))
        self.changes[entry.ref] = change
        grid.addWidget(Words(self.look, entry.label, "hint"), row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._answer(entry), row, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(change, row, 2, Qt.AlignmentFlag.AlignVCenter)

    def _answer(self, entry: ReviewEntry) -> Words:
        if not entry.value:
            return Words(self.look, _NOT_ANSWERED, "hint")
        if entry.masked:
            return Words(self.look, _MASKED, "strong")
        answer = Words(self.look, self._shown(entry), "strong")
        answer.personal = True
        return answer


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(2)
    return line

"""Questions that are read rather than answered: notes, what must be acknowledged, and what this counter cannot ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.controls.control import Control, Surroundings
from kiosk.widgets import Card, CheckTile, TileFace, Words

if TYPE_CHECKING:
    from forms.state import NodeState

ACKNOWLEDGED = "OK"  # what ODK clients store for a trigger


class NoteControl(Control):
    """Nothing to answer; a computed value is shown."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin empty."""
        super().__init__(surroundings, ref)
        self.card = Card()
        self.value = Words(self.look, "", "strong")
        self.card.column.addWidget(self.value)
        self.column.addWidget(self.card)
        self.column.addStretch(1)
        self._value = ""

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the value, if it has one."""
        del language
        self._value = state.value
        self._shown = state.value
        self.card.setVisible(bool(state.value))
        self.value.set_words(self.look.digits(state.value))

    def focus_first(self) -> None:
        """Nothing to focus: the heading has been read."""

    def raw(self) -> str:
        """What it was given."""
        return self._value


class AcknowledgeControl(Control):
    """One tile: I have read this."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin not acknowledged."""
        super().__init__(surroundings, ref)
        self.tile = CheckTile(self.look, TileFace(T("I have read this and agree"), number=1))
        self.tile.clicked.connect(self.commit)
        self.column.addWidget(self.tile)
        self.column.addStretch(1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show whether it was acknowledged."""
        del language
        self.tile.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self.tile.setChecked(bool(state.value))

    def focus_first(self) -> None:
        """The tile."""
        self.tile.setFocus()

    def raw(self) -> str:
        """`OK` or nothing."""
        return ACKNOWLEDGED if self.tile.isChecked() else ""

    def set_wrong(self, wrong: bool) -> None:
        """Mark the tile."""
        self.tile.set_wrong(wrong)

    def choose_number(self, number: int) -> bool:
        """1 presses the tile."""
        if number == 1:
            self.tile.click()
        return number == 1


class UnsupportedControl(Control):
    """A question that this counter cannot ask yet: said in plain words, its answer left as it is."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Say so."""
        super().__init__(surroundings, ref)
        card = Card("warn-box")
        self.words = Words(
            self.look, T("This counter cannot ask this question yet. Please call the assistant."), "warn"
        )
        card.column.addWidget(self.words)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._value = ""

    def show_node(self, state: NodeState, language: str) -> None:
        """Keep the answer as it is."""
        del language
        self._value = self._shown = state.value

    def focus_first(self) -> None:
        """Nothing to focus."""

    def raw(self) -> str:
        """The answer as it was."""
        return self._value

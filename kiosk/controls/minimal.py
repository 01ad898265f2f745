"""A select that takes little room: a button with the answer; pressed, it opens the list to search in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, listed
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.plain import plain
from kiosk.controls.search_list import SearchListControl
from kiosk.widgets import Button

if TYPE_CHECKING:
    from forms.state import NodeState


class MinimalControl(Control):
    """The button, and below it the list while it is open."""

    def __init__(self, surroundings: Surroundings, ref: str, *, several: bool = False, quick: bool = False) -> None:
        """Begin closed."""
        super().__init__(surroundings, ref)
        self._several, self._quick = several, quick
        self._question = ""
        self._labels: dict[str, str] = {}
        self.button = Button(self.look, "", icon="bold/caret-down", icon_last=True)
        self.list = SearchListControl(surroundings, ref, several=several)
        self.list.hide()
        self.button.clicked.connect(self._toggle)
        self.list.answered.connect(self._chosen)
        self.column.addWidget(self.button)
        self.column.addWidget(self.list, 1)
        self.column.addStretch(0)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show what is chosen."""
        self._labels = {choice.value: plain(choice.text) or choice.value for choice in state.choices}
        self.button.setEnabled(not state.readonly)
        self.list.show_node(state, language)
        self._take_shown(state.value)
        self._show()

    def focus_first(self) -> None:
        """The button, or the open list; its field would bring the keys, and they would hide it."""
        if self.list.isVisibleTo(self):
            self.list.view.setFocus()
        else:
            self.button.setFocus()

    def raw(self) -> str:
        """The values chosen."""
        return self.list.raw()

    def set_wrong(self, wrong: bool) -> None:
        """Mark the list."""
        self.button.set_face("danger" if wrong else "secondary")
        self.list.set_wrong(wrong)

    def set_compact(self, compact: bool) -> None:
        """The list makes itself small."""
        self.list.set_compact(compact)

    def name_field(self, words: str) -> None:
        """The button says what is asked, then what is chosen."""
        self._question = words
        self.list.name_field(words)
        self._show()

    def _toggle(self) -> None:
        opens = self.list.isHidden()
        self.list.setVisible(opens)
        self._show()
        self.focus_first()

    def _chosen(self) -> None:
        """One choice closes the list; several are ended by the button."""
        if not self._several:
            self.list.hide()
            self.button.setFocus()
        self._show()
        self.commit()
        if self._quick:
            self.finished.emit()

    def _show(self) -> None:
        chosen = listed((self._labels.get(value, value) for value in self.raw().split()), self.look.language)
        closes = self._several and not self.list.isHidden()
        words = self.look.say(T("Close the list")) if closes else chosen or self.look.say(T("Choose from the list"))
        self.button.personal = bool(chosen)
        self.button.set_words(words, name=f"{self._question}: {words}" if self._question else words)

"""Selects with many choices: type a part of the word, or look through the list with big buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assets.texts import T, listed
from kiosk.controls.choice_model import ChoiceModel, ChoiceView
from kiosk.controls.control import Control, Surroundings
from kiosk.widgets import Button, Words
from kiosk.widgets.fields import TextField
from kiosk.widgets.finger import scroll_by_finger

if TYPE_CHECKING:
    from forms.state import NodeState

_ROWS_SEEN = 5


class SearchListControl(Control):
    """One, or with `several` any number, of many choices."""

    def __init__(self, surroundings: Surroundings, ref: str, *, several: bool = False, quick: bool = False) -> None:
        """Begin without choices; `quick` goes on as soon as the one is chosen."""
        super().__init__(surroundings, ref)
        self._several, self._quick = several, quick
        self._model: ChoiceModel | None = None
        self._language = ""
        self._readonly = False
        self.chosen = Words(self.look, "", "ok")
        self.field = TextField(self.look)
        self.found = Words(self.look, "", "small")
        self.view = ChoiceView(self.look, several=several)
        self.up = Button(self.look, "", icon="bold/arrow-up", name=T("Up"))
        self.down = Button(self.look, "", icon="bold/arrow-down", name=T("Down"))
        self._lay_out()
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._press_only_one)
        self.view.clicked.connect(self._pressed)
        self.view.activated.connect(self._pressed)
        self.set_compact(compact=False)
        self.up.clicked.connect(lambda: self._scroll(-1))
        self.down.clicked.connect(lambda: self._scroll(1))
        scroll_by_finger(self.view.viewport(), "list")

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the choices, and those that are chosen."""
        self._readonly = state.readonly
        if self._model is None or state.choices != self._model.choices or language != self._language:
            self._language = language
            before = self._model
            self._model = ChoiceModel(state.choices, self)
            self.view.setModel(self._model)
            if before is not None:
                before.deleteLater()
            self._find(self.field.text())
            self._shown = "\0"
        if self._take_shown(state.value):
            self._choose(frozenset(state.value.split()))
            self._show_chosen_row()
        self.field.setPlaceholderText(self.look.say(T("Type a part of it")))
        self.field.setAccessibleName(self.look.say(T("Search in the list")))

    def focus_first(self) -> None:
        """Where one types."""
        self.field.setFocus()

    def raw(self) -> str:
        """The values chosen, in the order of the choices."""
        if self._model is None:
            return ""
        return " ".join(choice.value for choice in self._model.choices if choice.value in self._model.chosen)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field."""
        self.field.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """None: the keyboard would hide the list, and comes when the field is touched."""

    def set_compact(self, compact: bool) -> None:
        """The list keeps a row, and the field stays."""
        for widget in (self.found, self.up, self.down):
            widget.setVisible(not compact)
        rows = 1.1 if compact else _ROWS_SEEN / 2
        self.view.setMinimumHeight(round(self.look.px(64) * rows))

    def name_field(self, words: str) -> None:
        """The list is called what is asked."""
        self.view.setAccessibleName(words)

    def _lay_out(self) -> None:
        self.column.addWidget(self.chosen)
        self.column.addWidget(self.field)
        self.column.addWidget(self.found)
        buttons = QVBoxLayout()
        buttons.addWidget(self.up)
        buttons.addStretch(1)
        buttons.addWidget(self.down)
        row = QHBoxLayout()
        row.addWidget(self.view, 1)
        row.addLayout(buttons)
        self.column.addLayout(row, 1)

    def _find(self, asked: str) -> None:
        if self._model is None:
            return
        count = self._model.find(asked)
        if asked and not count:
            self.found.set_words(T("Nothing found. Type fewer letters, or look through the list."))
        else:
            self.found.set_words(T("{count} in the list", count=count))
        self.view.scrollToTop()

    def _pressed(self, index: QModelIndex) -> None:
        if self._model is None or self._readonly:
            return
        value = self._model.choice(index).value
        chosen = self._model.chosen
        self._choose(chosen ^ {value} if self._several else frozenset({value}))
        self.commit()
        if self._quick:
            self.finished.emit()

    def _press_only_one(self) -> None:
        """OK in the field takes the only choice left, else leads on into the list."""
        if self._model is not None and self._model.rowCount() == 1:
            self._pressed(self._model.index(0))
        else:
            self.view.setFocus()

    def _choose(self, values: frozenset[str]) -> None:
        if self._model is None:
            return
        self._model.choose(values)
        labels = [self._model.label_of(value) for value in self.raw().split()]
        self.chosen.setVisible(bool(labels))
        self.chosen.set_words("✓ " + listed(labels, self._language))

    def _show_chosen_row(self) -> None:
        model = self._model
        if model is None or not model.chosen:
            return
        row = model.row_of(next(iter(model.chosen)))
        if row is not None:
            # The view knows its height only after the layout has run.
            QTimer.singleShot(0, self.view, lambda: self.view.scrollTo(model.index(row)))

    def _scroll(self, sign: int) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + sign * round(self.view.viewport().height() * 0.8))

"""Answers that are typed: one line, several, digits only, or hidden from who looks over the shoulder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from assets.texts import T, show_digits
from forms.identifiers import normalise_text
from kiosk.controls.control import Control, Surroundings
from kiosk.widgets import Button
from kiosk.widgets.fields import TextArea, TextField

if TYPE_CHECKING:
    from forms.state import NodeState


class TextControl(Control):
    """One line. With `digits` the field shows digits as the language writes them and stores ASCII ones.

    `latin` is for codes and addresses: they run left to right, and are typed with Latin letters.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        ref: str,
        *,
        digits: bool = False,
        masked: bool = False,
        latin: bool = False,
        limit: int = 32_767,
    ) -> None:
        """`limit` is the greatest number of characters; `masked` hides them until the person asks."""
        super().__init__(surroundings, ref)
        self._digits, self._latin = digits, latin
        self._language = self.look.language
        self.field = TextField(self.look)
        self.field.setMaxLength(limit)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addWidget(self.field, 1)
        self.column.addLayout(self.row)
        self.column.addStretch(1)
        if digits:
            self.field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            self.field.textEdited.connect(self._show_own_digits)
        if latin:
            self.field.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        if masked:
            self.reveal = Button(self.look, T("Show"), icon="regular/eye")
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
            self.field.setProperty("masked", 1)  # shown or not, it is never read out
            self.reveal.clicked.connect(self._toggle)
            self.row.addWidget(self.reveal)
        self.field.editingFinished.connect(self.commit)
        self.field.returnPressed.connect(self.finished)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored text."""
        self._language = language
        self.field.setReadOnly(state.readonly)
        self.field.show_in(language)
        if self._digits:
            # Digits run left to right in every language: so must the field, or signs and separators change sides.
            self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if self._latin:
            self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.field.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        if self._take_shown(state.value):
            self.field.setText(self._as_read(state.value))

    def focus_first(self) -> None:
        """The field."""
        self.field.setFocus()

    def raw(self) -> str:
        """The text without spaces at its ends; digits as ASCII where no other letters than Latin ones are asked for."""
        text = self.field.text().strip()
        return normalise_text(text) if self._digits or self._latin else text

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field."""
        self.field.set_wrong(wrong)

    def typing_field(self) -> QWidget | None:
        """The field, unless it is only to be read."""
        return None if self.field.isReadOnly() else self.field

    def _as_read(self, value: str) -> str:
        return show_digits(value, self._language) if self._digits else value

    def _show_own_digits(self, text: str) -> None:
        self.field.rewrite(self._as_read(normalise_text(text)))

    def _toggle(self) -> None:
        hidden = self.field.echoMode() == QLineEdit.EchoMode.Password
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.reveal.set_words(T("Hide") if hidden else T("Show"))


class MultilineControl(Control):
    """Several lines."""

    def __init__(self, surroundings: Surroundings, ref: str, *, rows: int = 4) -> None:
        """Be `rows` lines high, three to eight."""
        super().__init__(surroundings, ref)
        self._rows = min(max(rows, 3), 8)
        self.field = TextArea(self.look, rows=self._rows)
        self.column.addWidget(self.field)
        self.column.addStretch(1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored text."""
        self.field.show_in(language)
        self.field.setReadOnly(state.readonly)
        if self._take_shown(state.value):
            self.field.setPlainText(state.value)

    def focus_first(self) -> None:
        """The field."""
        self.field.setFocus()

    def raw(self) -> str:
        """The text without empty lines at its ends."""
        return self.field.toPlainText().strip()

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field."""
        self.field.set_wrong(wrong)

    def set_compact(self, compact: bool) -> None:
        """Two lines while the keyboard is there; what is typed scrolls."""
        self.field.set_rows(2 if compact else self._rows)

    def typing_field(self) -> QWidget | None:
        """The field, unless it is only to be read."""
        return None if self.field.isReadOnly() else self.field

"""What a newer version of the form had no place for, said before the person goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import Card, Footer, Heading, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from forms.state import ReviewEntry
    from kiosk.theme import Look


class LeftBehindScreen(Screen):
    """Each question with its answer and why it could not be taken over."""

    looked_up = True

    def __init__(
        self, look: Look, left_behind: Sequence[tuple[ReviewEntry, Text]], shown: Callable[[ReviewEntry], str]
    ) -> None:
        """Show each answer with its reason; `shown` gives an answer as this person reads it (dates, digits)."""
        super().__init__(look)
        self._heading = Heading(look, T("The form has changed since you began."))
        self.column.addWidget(self._heading)
        self.column.addWidget(
            Words(look, T("All your other answers are kept. These could not be taken over into the new form:"))
        )
        for answer, reason in left_behind:
            card = Card()
            card.column.addWidget(Words(look, answer.label, "hint"))
            card.column.addWidget(Words(look, shown(answer), "strong"))
            card.column.addWidget(Words(look, reason))
            self.column.addWidget(card)
        self.column.addWidget(Words(look, T("What the new form still needs, it will ask you."), "hint"))
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Only onwards."""
        return Footer(back=None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

"""Track: the code from the paper, typed, scanned or read out, and what became of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assets.texts import T, by_itself
from kiosk.screens.screen import Screen
from kiosk.widgets import Button, Card, ErrorSummary, Fault, Footer, Heading, IconMark, Words, announce
from kiosk.widgets.code_field import CodeField
from kiosk.widgets.paper_sketch import PaperSketch
from kiosk.widgets.way import Station, Way

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from kiosk.theme import Look
    from kiosk.tracking import Standing

# The way of every application, whatever is decided at its end.
_STATIONS = (
    Station("duotone/clipboard-text", T("Recorded")),
    Station("duotone/buildings", T("At the centre")),
    Station("duotone/magnifying-glass", T("Under review")),
    Station("duotone/chat-circle-text", T("Answer")),
)


class TrackScreen(Screen):
    """Asks for a code and shows what is known here, with or without a line."""

    personal = True
    code_given = Signal(str)
    print_wanted = Signal()

    def __init__(self, look: Look) -> None:
        """Ask."""
        super().__init__(look)
        self.standing: Standing | None = None
        self._card_shown: Card | None = None
        self._heading = Heading(look, T("Where is my application?"))
        self.errors = ErrorSummary(look)
        self.errors.asked.connect(lambda: self.field.setFocus())
        self.column.addWidget(self.errors)
        self.column.addWidget(self._heading)
        hint = T("Type the tracking code from your paper, or hold the paper's code before the reader.")
        self._hint = Words(look, hint, "hint")
        self.column.addWidget(self._hint)
        self.column.addLayout(self._field())
        self._answer = QVBoxLayout()
        self.column.addLayout(self._answer)
        self._where = self._where_it_stands()
        self.column.addWidget(self._where)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading; «error» before it while something is not right."""
        return self.errors.titled(self._heading.text())

    def footer(self) -> Footer:
        """On asks for the code typed."""
        return Footer(next=T("Show"))

    def first_focus(self) -> QWidget:
        """The field: a scanner types as soon as the page is seen."""
        return self.field

    def press_next(self) -> None:
        """Ask for the code typed."""
        self.code_given.emit(self.field.text())

    def show_standing(self, standing: Standing, *, can_print: bool) -> None:
        """Show where the application stands; an official's message may be printed."""
        self.standing = standing
        self._show_faults(())
        self._clear()
        self._card_shown = self._card(standing, can_print=can_print)
        self._answer.addWidget(self._card_shown)
        self._where.hide()
        self._hint.hide()
        words = [each.text() for each in self._card_shown.findChildren(Words)]
        announce(self, ". ".join(words), personal=True)

    def show_fault(self, words: Text) -> None:
        """Say why there is no answer."""
        self.standing = None
        self._clear()
        sentence = self.look.say(words)
        self._where.show()
        self._show_faults((Fault("code", words),))
        self.errors.setFocus()
        self.announce(sentence, urgent=True)

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        self.errors.show_faults(faults, at_field=False)
        self.field.set_wrong(bool(faults))
        self.footer_changed.emit()

    def _field(self) -> QHBoxLayout:
        self.field = CodeField(self.look, T("Tracking code"))
        self.field.returnPressed.connect(self.press_next)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconMark(self.look, "duotone/qr-code", "brand", 48))
        row.addWidget(self.field, 1)
        return row

    def set_compact(self, compact: bool) -> None:
        """While the keyboard is open there is no room for a picture."""
        self._where.setVisible(not compact and self.standing is None)

    def _where_it_stands(self) -> Card:
        """Where to find the code, seen and said."""
        card = Card("inset")
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(PaperSketch(self.look))
        row.addWidget(Words(self.look, T("The code stands in the box on top of your receipt slip."), "subheading"), 1)
        card.column.addLayout(row)
        return card

    def _card(self, standing: Standing, *, can_print: bool) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(IconMark(self.look, standing.icon, standing.role, 72))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Words(self.look, standing.service, "hint"))
        column.addWidget(Words(self.look, standing.status, "status"))
        row.addLayout(column, 1)
        card.column.addLayout(row)
        card.column.addWidget(Way(self.look, _STATIONS, standing.at, standing.role))
        if standing.message:
            card.column.addWidget(self._message(standing.message, can_print=can_print))
        card.column.addWidget(Words(self.look, standing.heard, "small"))
        for words in card.findChildren(Words):
            words.personal = True
        return card

    def _message(self, message: str, *, can_print: bool) -> Card:
        """What an official wrote, as a letter in the card."""
        letter = Card("inset")
        letter.column.setContentsMargins(16, 8, 12, 8)
        letter.column.setSpacing(2)
        letter.column.addWidget(Words(self.look, T("The office writes:"), "hint"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Words(self.look, by_itself(message)), 1)
        if can_print:
            self.print = Button(self.look, T("Print this message"), icon="duotone/printer")
            self.print.clicked.connect(self.print_wanted)
            row.addWidget(self.print)
        letter.column.addLayout(row)
        return letter

    def _clear(self) -> None:
        if self._card_shown is not None:
            self._card_shown.hide()
            self._card_shown.deleteLater()
            self._card_shown = None

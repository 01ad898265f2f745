"""Consent: what happens with the answers, and the one word that hands them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import (
    Button,
    Card,
    CheckTile,
    ErrorSummary,
    Fault,
    Footer,
    Heading,
    IconMark,
    MoreButton,
    TileFace,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton, QWidget

    from assets.texts import Text
    from kiosk.theme import Look
    from kiosk.widgets import Sayable

CONSENT = T("I allow this")
NEEDED = T("Please touch “I allow this” first. Without it nothing can be handed in.")
_NOTICE = (
    ("duotone/lock-key", T("Your answers are kept encrypted on this machine until the centre has them.")),
    ("duotone/buildings", T("Only the office that decides about your application reads them.")),
    ("duotone/trash", T("After delivery this machine deletes them. Your paper and your code stay valid.")),
)
_SEALED = (
    ("duotone/lock-key", T("When you hand this in, your answers are sealed. Only the ministry can open them.")),
    (
        "duotone/pencil-simple",
        T("Nobody here can read or change them afterwards. Go back now if something is not right."),
    ),
    ("duotone/identification-card", T("Your code stays readable, so that you can ask where your application is.")),
)


class SignScreen(Screen):
    """Says what is done with the answers, in the form's own words where it has them.

    `copy_wanted` asks for the answers on paper, before they are sealed.
    """

    copy_wanted = Signal()

    def __init__(
        self,
        look: Look,
        question: Sayable,
        explanation: Sayable,
        more: Sayable = "",
        *,
        sealed: bool = False,
        can_print: bool = False,
    ) -> None:
        """Ask `question`, explained by `explanation` and to who asks by `more`.

        `sealed`: for the ministry alone, with a copy of the answers where this machine prints.
        """
        super().__init__(look)
        self._sealed = sealed
        self._heading = Heading(look, T("Do you allow us to hand this in?"))
        self.errors = ErrorSummary(look)
        self.errors.asked.connect(self._go_to_consent)
        self.column.addWidget(self.errors)
        self.column.addWidget(self._heading)
        self.column.addWidget(Words(look, question))
        if explanation:
            self.column.addWidget(Words(look, explanation, "hint"))
        self.more = MoreButton(look)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.more.opened)
        self.more.set_explanation(more)
        self.column.addWidget(self._notice())
        self.copy = Button(look, T("Print a copy of my answers"), icon="duotone/printer")
        self.copy.clicked.connect(self.copy_wanted)
        self.copy.setVisible(sealed and can_print)
        self.printing = Words(look, "", "hint")
        self.printing.hide()
        self.column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self.printing)
        self.consent = CheckTile(look, TileFace(CONSENT, icon="duotone/signature", number=1))
        self.consent.toggled.connect(self._toggled)
        self.column.addWidget(self.consent)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading; «error» before it while something is not right."""
        return self.errors.titled(self._heading.text())

    def footer(self) -> Footer:
        """On hands in."""
        return Footer(next=T("Hand in"))

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def numbered(self) -> Sequence[QAbstractButton]:
        """1 is the consent."""
        return (self.consent,)

    def show_printing(self, words: Text) -> None:
        """Say how the copy stands."""
        self.printing.set_words(words)
        self.printing.show()
        self.announce(self.printing.text())

    def press_next(self) -> None:
        """Hand in, if it was allowed."""
        if self.consent.isChecked():
            self.next_wanted.emit()
            return
        sentence = self.look.say(NEEDED)
        self._show_faults((Fault("consent", NEEDED),))
        self.errors.setFocus()
        self.paper.to_top()
        self.announce(sentence, urgent=True)

    def _toggled(self, allowed: bool) -> None:
        if allowed:
            self._show_faults(())

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        self.errors.show_faults(faults, at_field=False)
        self.consent.set_wrong(bool(faults))
        self.footer_changed.emit()

    def _go_to_consent(self) -> None:
        self.consent.setFocus()
        self.paper.show_widget(self.consent)

    def _notice(self) -> Card:
        card = Card("inset")
        for icon, words in _SEALED if self._sealed else _NOTICE:
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(IconMark(self.look, icon, "brand", 34), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.addWidget(Words(self.look, words))
            row.addLayout(column, 1)
            card.column.addLayout(row)
        return card

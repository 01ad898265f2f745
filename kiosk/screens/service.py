"""The service page: what it is for, for whom, what to bring, what it costs, how long it takes, who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from assets.texts import T, Text
from kiosk.screens.screen import Screen
from kiosk.widgets import BACK, Card, Footer, Heading, IconMark, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from assets.services import Service
    from kiosk.catalogue import Offer
    from kiosk.theme import Look


# An icon, a question, and its answers. Of a form from elsewhere only this is known.
Fact = tuple[str, Text, tuple[Text, ...]]
_UNKNOWN: tuple[Fact, ...] = (
    (
        "duotone/list-numbers",
        T("How does it go?"),
        (
            T("You answer the questions one by one."),
            T("You see all answers once more. Nothing is handed in before you say so."),
        ),
    ),
    ("duotone/receipt", T("What do I get?"), (T("A tracking code, and a receipt slip where there is a printer."),)),
    (
        "duotone/hand-palm",
        T("What do I bring, and what does it cost?"),
        (T("This form does not say so. Please ask the assistant."),),
    ),
)


class ServiceScreen(Screen):
    """Everything a person wants to know before the first question."""

    def __init__(self, look: Look, offer: Offer, *, may_go_back: bool = True) -> None:
        """Describe `offer`; a form from elsewhere has a title only."""
        super().__init__(look)
        self._may_go_back = may_go_back
        self._heading = Heading(look, offer.title)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(IconMark(look, f"duotone/{offer.icon}", "brand", 88), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._heading)
        words.addWidget(Words(look, offer.purpose, "hint"))
        head.addLayout(words, 1)
        self.column.addLayout(head)
        self.column.addLayout(self._facts(_UNKNOWN if offer.service is None else _facts_of(offer.service)))
        self.column.addStretch(1)

    def title(self) -> str:
        """The service's name."""
        return self._heading.text()

    def footer(self) -> Footer:
        """On begins the application."""
        return Footer(back=BACK if self._may_go_back else None, next=T("Begin"))

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def _facts(self, facts: Sequence[Fact]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        for index, (icon, question, answers) in enumerate(facts):
            alone = index % 2 == 0 and index == len(facts) - 1
            grid.addWidget(self._fact(icon, question, answers), index // 2, index % 2, 1, 2 if alone else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _fact(self, icon: str, question: Text, answers: tuple[Text, ...]) -> Card:
        card = Card()
        card.column.setContentsMargins(20, 10, 20, 10)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconMark(self.look, icon, "brand", 40), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Words(self.look, question, "strong"))
        for answer in answers:
            column.addWidget(Words(self.look, answer))
        column.addStretch(1)
        row.addLayout(column, 1)
        card.column.addLayout(row)
        return card


def _facts_of(service: Service) -> tuple[Fact, ...]:
    days = T("{days} days", days=service.days) if service.days else T("At once")
    return (
        ("duotone/users-three", T("Who is it for?"), (service.eligibility,)),
        ("duotone/files", T("What do I bring?"), service.documents),
        ("duotone/money", T("What does it cost?"), (service.fee,)),
        ("duotone/calendar-check", T("How many days does it take?"), (days,)),
        ("duotone/gavel", T("Who decides?"), (service.decider,)),
        ("duotone/footprints", T("What happens next?"), service.next_steps),
    )

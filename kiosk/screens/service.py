"""The service page: what it is for, for whom, what to bring, what it costs, how long it takes, who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import BACK, Card, Footer, Heading, IconMark, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assets.services import Service
    from assets.texts import Text
    from kiosk.catalogue import Offer
    from kiosk.theme import Look


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
        if offer.service is not None:
            self.column.addLayout(self._facts(offer.service))
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

    def _facts(self, service: Service) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        facts: tuple[tuple[str, Text, tuple[Text, ...]], ...] = (
            ("duotone/users-three", T("Who is it for?"), (service.eligibility,)),
            ("duotone/files", T("What do I bring?"), service.documents),
            ("duotone/money", T("What does it cost?"), (service.fee,)),
            ("duotone/calendar-check", T("How many days does it take?"), (self._days(service.days),)),
            ("duotone/gavel", T("Who decides?"), (service.decider,)),
            ("duotone/footprints", T("What happens next?"), service.next_steps),
        )
        for index, (icon, question, answers) in enumerate(facts):
            grid.addWidget(self._fact(icon, question, answers), index // 2, index % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _days(self, days: int) -> Text:
        return T("{days} days", days=days) if days else T("At once")

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

"""A rating: as many stars as the range has steps, filled up to the one chosen."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from assets.texts import T
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.written_number import number_of
from kiosk.widgets import Button, Words
from kiosk.widgets.star import Star

if TYPE_CHECKING:
    from forms.state import NodeState

MOST_STARS = 10  # more are no longer seen at a glance: then the range is stepped
_A_ROW = 5


def is_rating(state: NodeState) -> bool:
    """Whether the range `state` is to be shown as stars: it asks for them, and counts from 1 or 0 in ones."""
    if "rating" not in state.appearance or state.range is None:
        return False
    start, end, step = (Decimal(text) for text in (state.range.start, state.range.end, state.range.step))
    return start in (0, 1) and abs(step) == 1 and end == int(end) and 1 <= end <= MOST_STARS


class RatingControl(Control):
    """The stars, and what they mean in words. What may stay unanswered can be taken back."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a rating."""
        super().__init__(surroundings, ref)
        self.stars: list[Star] = []
        self._value = 0
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self.in_words = Words(self.look, "", "strong")
        self.in_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.clear = Button(self.look, T("Take the answer back"), icon="regular/x-circle", kind="quiet")
        self.clear.clicked.connect(lambda: self._rate(0))
        self._may_clear = False
        self.column.addLayout(self._grid)
        self.column.addWidget(self.in_words)
        self.column.addWidget(self.clear)
        self.column.addStretch(1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show as many stars as were given."""
        del language
        if not self.stars and state.range is not None:
            self._lay_out(int(Decimal(state.range.end)))
        self._may_clear = not state.required and not state.readonly
        for star in self.stars:
            star.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self._value = min(max(int(number_of(state.value) or 0), 0), len(self.stars))
        self._show()

    def focus_first(self) -> None:
        """The star chosen, else the first."""
        for star in self.stars[max(self._value - 1, 0) : self._value or 1]:
            star.setFocus()

    def raw(self) -> str:
        """The number of stars, "" when none were given."""
        return str(self._value) if self._value else ""

    def set_wrong(self, wrong: bool) -> None:
        """Mark all stars."""
        for star in self.stars:
            star.set_wrong(wrong)

    def choose_number(self, number: int) -> bool:
        """Give `number` stars."""
        if not 1 <= number <= len(self.stars):
            return False
        self.stars[number - 1].setFocus()
        self._rate(number)
        return True

    def _lay_out(self, count: int) -> None:
        for number in range(1, count + 1):
            star = Star(self.look)
            star.clicked.connect(lambda _=False, number=number: self._rate(number))
            self.stars.append(star)
            across = count if count <= _A_ROW else -(-count // 2)
            self._grid.addWidget(star, (number - 1) // across, (number - 1) % across)

    def _rate(self, value: int) -> None:
        self._value = value
        self._show()
        if not value:
            self.focus_first()
        self.commit()

    def _show(self) -> None:
        count = len(self.stars)
        for number, star in enumerate(self.stars, 1):
            star.setChecked(number == self._value)
            star.set_filled(number <= self._value)
            star.setAccessibleName(self.look.say(T("{number} of {count} stars", number=number, count=count)))
        self.in_words.set_words(T("{number} of {count} stars", number=self._value, count=count) if self._value else "")
        self.clear.setVisible(self._may_clear and bool(self._value))

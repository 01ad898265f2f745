"""A number between two bounds: stepped by two big buttons, or slid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout

from assets.texts import T
from kiosk.controls.control import Control, Surroundings
from kiosk.controls.written_number import number_of
from kiosk.widgets import Button, Words
from kiosk.widgets.slider import Slider

if TYPE_CHECKING:
    from forms.state import NodeState


_MOST_STEPS = 2**31 - 1  # Qt's sliders count in whole numbers of 32 bits


class RangeControl(Control):
    """A range: less, the number, more; and where it stands between its bounds."""

    def __init__(self, surroundings: Surroundings, ref: str, *, slides: bool = True) -> None:
        """Begin without a number; what does not slide is only stepped."""
        super().__init__(surroundings, ref)
        self._start, self._end, self._step = Decimal(0), Decimal(10), Decimal(1)
        self._value: Decimal | None = None
        look = self.look
        self.less = Button(look, T("Less"), icon="bold/minus")
        self.more = Button(look, T("More"), icon="bold/plus")
        self.number = Words(look, "", "code")
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.slider = Slider(look)
        for button, by in ((self.less, -1), (self.more, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=by: self._go(by))
        self.slider.valueChanged.connect(self._slid)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.less, 2)
        row.addWidget(self.number, 3)
        row.addWidget(self.more, 2)
        self.column.addLayout(row)
        self.column.addWidget(self.slider)
        self.slider.setVisible(slides)
        self.column.addStretch(1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the number between its bounds."""
        del language
        self.setEnabled(not state.readonly)
        if state.range is not None:
            self._start, self._end = Decimal(state.range.start), Decimal(state.range.end)
            self._step = abs(Decimal(state.range.step)) or Decimal(1)
        self.slider.setAccessibleName(state.label.text if state.label else "")
        if self._take_shown(state.value):
            self._value = number_of(state.value)
        self._show()

    def focus_first(self) -> None:
        """Less."""
        self.less.setFocus()

    def raw(self) -> str:
        """The number, "" when none was given."""
        return "" if self._value is None else format(self._value, "f")

    def _go(self, by: int) -> None:
        low, high = sorted((self._start, self._end))
        begin = low if by > 0 else high
        value = begin if self._value is None else self._value + by * self._step
        self._value = min(max(value, low), high)
        self._show()
        self.commit()

    def _slid(self, steps: int) -> None:
        self._value = min(self._start, self._end) + steps * self._step
        self._show()
        self.commit()

    def _show(self) -> None:
        low, high = sorted((self._start, self._end))
        value = low if self._value is None else min(max(self._value, low), high)  # a default may lie outside
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, min(int((high - low) / self._step), _MOST_STEPS))
            self.slider.setValue(min(int((value - low) / self._step), _MOST_STEPS))
        self.number.set_words("–" if self._value is None else self.look.digits(format(self._value, "f")))

"""The receipt on the screen: the number first, then what happens next and when; then the paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assets.texts import InLanguage, T, Text, say, show_digits
from kiosk.codes import code_in
from kiosk.screens.screen import Screen
from kiosk.widgets import Button, Card, Footer, Heading, IconMark, Words
from kiosk.widgets.beside import set_beside_or_below

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kiosk.theme import Look
    from kiosk.widgets import Sayable


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What the screen shows of a recorded application; `qr` is a PNG of the signed code.

    can_take, can_phone: whether this office lets copies go onto a stick and onto a telephone.
    """

    code: str
    service: Sayable
    next_steps: tuple[Text, ...]
    expected: InLanguage | None
    ask: Sayable
    qr: bytes
    can_print: bool
    can_take: bool = False
    can_phone: bool = False


class ReceiptScreen(Screen):
    """Shown as soon as the submission is on the disk; paper and line come later or not at all."""

    print_wanted = Signal()
    paper_taken = Signal()
    paper_missed = Signal()
    look_wanted = Signal()
    stick_wanted = Signal()
    phone_wanted = Signal()

    def __init__(self, look: Look, view: ReceiptView) -> None:
        """Show `view`."""
        super().__init__(look)
        self._heading = Heading(look, T("Your application is recorded here."))
        self._head()
        body = self._body = QHBoxLayout()
        body.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._number(view))
        words.addWidget(self._next(view))
        words.addStretch(1)
        body.addLayout(words, 1)
        body.addLayout(self._paper(view))
        self.column.addLayout(body)
        self.column.addStretch(1)

    def show_in(self, language: str) -> None:
        """Say everything in `language`, in the size of now."""
        super().show_in(language)
        set_beside_or_below(self._body, self.width(), self.look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the paper beside the number, or below it where that is too narrow."""
        set_beside_or_below(self._body, event.size().width(), self.look)
        super().resizeEvent(event)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """On ends the visit."""
        return Footer(back=None, next=T("Finished"))

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def ask_for_paper(self, words: Text) -> None:
        """Say that the paper should be there, and ask whether it is: only a person knows."""
        self.show_printing(words)
        self.seen.show()
        self.print.hide()
        self.look_at.hide()

    def show_printing(self, words: Text) -> None:
        """Say how the printing goes."""
        self.seen.hide()
        self.print.setVisible(self._can_print)
        self.look_at.setVisible(self._can_print)
        self.printing.set_words(words)
        self.printing.show()
        self.announce(self.printing.text())

    def _head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(IconMark(self.look, "fill/check-circle", "ok", 64), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(Words(self.look, T("It will be sent by itself when there is a line."), "hint"))
        row.addLayout(column, 1)
        self.column.addLayout(row)

    def _number(self, view: ReceiptView) -> Card:
        card = Card("ok-box")
        card.column.setSpacing(2)
        card.column.addWidget(Words(self.look, view.service, "strong"))
        card.column.addWidget(Words(self.look, T("Your tracking code"), "hint"))
        self.code = _Code(self.look, view.code)
        self.code.personal = True
        card.column.addWidget(self.code)
        card.column.addWidget(Words(self.look, T("Keep the code or the paper: with it you can ask here at any time.")))
        return card

    def _paper(self, view: ReceiptView) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._qr(view), 0, Qt.AlignmentFlag.AlignHCenter)
        self.print = Button(self.look, T("Print the receipt"), icon="duotone/printer")
        self.print.clicked.connect(self.print_wanted)
        self.print.setVisible(view.can_print)
        self._can_print = view.can_print
        column.addWidget(self.print)
        self.printing = Words(self.look, "", "strong")
        self.printing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.printing.hide()
        column.addWidget(self.printing)
        self.seen = self._seen()
        column.addWidget(self.seen)
        self._add_ways(column, view)
        column.addStretch(1)
        return column

    def _add_ways(self, column: QVBoxLayout, view: ReceiptView) -> None:
        """Add what else may be done with the receipt, as this office allows it."""
        self.look_at = Button(self.look, T("See the paper first"), icon="duotone/magnifying-glass")
        self.stick = Button(self.look, T("Onto my USB stick"), icon="duotone/usb")
        self.phone = Button(self.look, T("Onto my telephone"), icon="duotone/device-mobile")
        ways = (
            (self.look_at, self.look_wanted, view.can_print),
            (self.stick, self.stick_wanted, view.can_take),
            (self.phone, self.phone_wanted, view.can_phone),
        )
        for button, wanted, allowed in ways:
            button.clicked.connect(wanted)
            button.setVisible(allowed)
            column.addWidget(button)

    def _seen(self) -> QWidget:
        """Ask whether the paper came out."""
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = Words(self.look, T("Did the paper come out?"))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        self.yes = Button(self.look, T("Yes, I have it"), icon="fill/check-circle")
        self.yes.clicked.connect(self.paper_taken)
        self.no = Button(self.look, T("No, nothing came"), icon="duotone/x-circle")
        self.no.clicked.connect(self.paper_missed)
        column.addWidget(self.yes)
        column.addWidget(self.no)
        asked.hide()
        return asked

    def _next(self, view: ReceiptView) -> Card:
        card = Card()
        card.column.setSpacing(2)
        card.column.addWidget(Words(self.look, T("What happens next?"), "subheading"))
        for step in view.next_steps:
            card.column.addWidget(Words(self.look, step))
        if view.expected is not None:
            card.column.addWidget(Words(self.look, T("Answer expected by {date}", date=view.expected), "strong"))
        card.column.addWidget(Words(self.look, view.ask, "hint"))
        return card

    def _qr(self, view: ReceiptView) -> QLabel:
        label = _Picture(self.look, T("The code of the receipt as a picture, for a telephone"))
        picture = QPixmap()
        picture.loadFromData(view.qr)
        # Whole pixels a module: a smoothed code is a code that some telephones do not read.
        factor = max(1, 232 // max(1, picture.width()))
        side = picture.width() * factor
        label.setPixmap(picture.scaled(side, side, mode=Qt.TransformationMode.FastTransformation))
        return label


class _Code(Words):
    """The tracking code, in groups for the eye and digit by digit for the ear."""

    def __init__(self, look: Look, code: str) -> None:
        """Show `code`."""
        self._code = code
        super().__init__(look, partial(code_in, code), "code")

    def show_in(self, language: str) -> None:
        """Show and name the code in the digits of `language`."""
        super().show_in(language)
        self.setAccessibleName(" ".join(show_digits(self._code, language)))


class _Picture(QLabel):
    """A picture that says what it shows."""

    def __init__(self, look: Look, name: Text) -> None:
        """Be called `name`."""
        super().__init__()
        self._name = name
        self.show_in(look.language)

    def show_in(self, language: str) -> None:
        """Be called by the same name in `language`."""
        self.setAccessibleName(say(self._name, language))

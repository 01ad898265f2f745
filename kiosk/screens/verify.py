"""Is this receipt genuine? Read by scanner or camera, or from a picture or PDF on a stick; told in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from assets.texts import T, Text
from kiosk.screens.screen import Screen
from kiosk.system.devices import has_camera
from kiosk.widgets import Button, Card, CardKind, Footer, Heading, IconMark, Words
from kiosk.widgets.code_field import CodeField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kiosk.scanning.scan_view import ScanView
    from kiosk.theme import Look
    from kiosk.widgets import Sayable

# How a verdict looks: card, icon and its colour.
_FACES: dict[bool | None, tuple[CardKind, str, str]] = {
    True: ("ok-box", "duotone/seal-check", "ok"),
    False: ("error-box", "duotone/seal-warning", "error"),
    None: ("warn-box", "duotone/qr-code", "warn"),
}
_WHOLE = 100  # what the camera sees takes all the room that is left


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told: whether it holds, in which words, and what it says, to be held against the paper.

    `genuine` is None where this machine cannot tell: there was nothing to read, or nothing to check it by.
    """

    genuine: bool | None
    words: Text
    facts: tuple[tuple[Text, Sayable], ...] = ()


class VerifyScreen(Screen):
    """`code_given` carries what the scanner typed or the camera read; `file_wanted` asks for a picture or PDF."""

    code_given = Signal(str)
    file_wanted = Signal()

    def __init__(self, look: Look, keys: int) -> None:
        """Begin without a receipt; `keys` is how many devices this machine can tell the receipts of."""
        super().__init__(look)
        self.view: ScanView | None = None
        self.verdict: Verdict | None = None
        self._card: Card | None = None
        self._heading = Heading(look, T("Is this receipt genuine?"))
        self.column.addWidget(self._heading)
        hint = T("Hold the square picture of the paper before the reader or the camera, or take it from a file.")
        self.column.addWidget(Words(look, hint, "hint"))
        self.column.addLayout(self._ways())
        self._answer = QVBoxLayout()
        self.column.addLayout(self._answer)
        known = T("This machine knows the receipts of {count} devices. It needs no line for this.", count=keys)
        self.known = Words(look, known, "small")
        self.column.addWidget(self.known)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """On checks what is typed."""
        return Footer(next=T("Check"), help=None)

    def first_focus(self) -> QWidget:
        """The field: a scanner types as soon as the page is seen."""
        return self.field

    def press_next(self) -> None:
        """Ask for what is typed."""
        self.code_given.emit(self.field.text().strip())

    def show_verdict(self, verdict: Verdict) -> None:
        """Tell whether it holds; the field waits for the next one."""
        self.verdict = verdict
        self._clear()
        self._card = self._told(verdict)
        self._answer.addWidget(self._card)
        self.field.clear()
        self.field.setFocus()
        QTimer.singleShot(0, self._card, self._show_card)  # once it is laid out
        self.announce(self.look.say(verdict.words), urgent=verdict.genuine is not True)

    def _show_card(self) -> None:
        if self._card is not None:
            self.paper.show_widget(self._card)

    def _ways(self) -> QVBoxLayout:
        self.field = CodeField(self.look, T("Code of the receipt"))
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.field.returnPressed.connect(self.press_next)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconMark(self.look, "duotone/qr-code", "brand", 48))
        row.addWidget(self.field, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        self.camera = Button(self.look, T("Read it with the camera"), icon="duotone/camera")
        self.camera.clicked.connect(self._toggle_camera)
        self.camera.setVisible(has_camera())
        self.file = Button(self.look, T("Picture or PDF from a stick"), icon="duotone/usb")
        self.file.clicked.connect(self.file_wanted)
        buttons.addWidget(self.camera)
        buttons.addWidget(self.file)
        buttons.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addLayout(row)
        self._column.addLayout(buttons)
        return self._column

    def _told(self, verdict: Verdict) -> Card:
        kind, icon, role = _FACES[verdict.genuine]
        card = Card(kind)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(IconMark(self.look, icon, role, 96), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Words(self.look, verdict.words, "subheading"))
        if verdict.facts:
            column.addWidget(Words(self.look, T("Hold this against the paper:"), "hint"))
            column.addLayout(self._facts(verdict.facts))
        row.addLayout(column, 1)
        card.column.addLayout(row)
        return card

    def _facts(self, facts: Sequence[tuple[Text, Sayable]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(Words(self.look, name, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(self.look, value, "strong"), row, 1)
        return grid

    def _toggle_camera(self) -> None:
        if self.view is not None:
            self._close_camera()
            return
        from kiosk.scanning.scan_view import ScanView

        self._clear()
        self.view = ScanView(self.look)
        self.view.setAccessibleName(self.look.say(T("What the camera sees")))
        self.view.found.connect(self._seen)
        self.view.failed.connect(self._no_camera)
        self._column.addWidget(self.view, _WHOLE)
        self.camera.set_words(T("Close the camera"))
        self.view.start()

    @Slot(str)
    def _seen(self, text: str) -> None:
        self._close_camera()
        self.code_given.emit(text)

    @Slot()
    def _no_camera(self) -> None:
        self._close_camera()
        self.show_verdict(Verdict(genuine=None, words=T("The camera does not answer. Please call the assistant.")))

    def _close_camera(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            view.hide()
            view.deleteLater()
        self.camera.set_words(T("Read it with the camera"))

    def _clear(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

"""Pages that say one thing: recording, farewell, a printer in trouble, a fault that stops the counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from assets.texts import T
from kiosk.screens.printer_icons import trouble_icon
from kiosk.screens.screen import Screen
from kiosk.widgets import Footer, Heading, IconMark, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from kiosk.theme import Look


@dataclass(frozen=True, slots=True)
class Notice:
    """A picture, a heading, sentences below it, and what the footer offers."""

    icon: str
    role: str
    heading: Text
    sentences: tuple[Text, ...] = ()
    footer: Footer = Footer(None, None, None)  # noqa: RUF009 - frozen


RECORDING = Notice("duotone/clipboard-text", "brand", T("Your application is being recorded…"))
FAREWELL = Notice(
    "duotone/hand-waving",
    "brand",
    T("Thank you. Go well!"),
    (T("Do not forget your paper and your identity card."), T("This machine now forgets what was on the screen.")),
    Footer(back=None, next=T("Done"), help=None),
)


def printer_trouble(reason: Text) -> Notice:
    """Return the page for a printer that does not print, for `reason`."""
    return Notice(
        trouble_icon(reason),
        "warn",
        T("The paper did not come out."),
        (
            reason,
            T("Your application is recorded all the same. Write down the code, or photograph the screen."),
            T("The paper stays in the printing list: the assistant can put it right and print it."),
        ),
        Footer(back=T("Back to the code"), next=T("Try again")),
    )


def cannot_open(reason: Text) -> Notice:
    """Return the page of a counter that cannot open, for `reason`: for whoever can mend it."""
    return Notice(
        "duotone/wrench",
        "warn",
        T("The counter cannot open at the moment."),
        (reason, T("The program has touched nothing. Please call the technician.")),
        Footer(back=None, next=T("Close"), help=None),
    )


class NoticeScreen(Screen):
    """Shows one notice in the middle of the page."""

    def __init__(self, look: Look, notice: Notice) -> None:
        """Show `notice`."""
        super().__init__(look)
        self._notice = notice
        self._heading = Heading(look, notice.heading)
        self.column.addStretch(1)
        self.column.addWidget(IconMark(look, notice.icon, notice.role, 120), 0, Qt.AlignmentFlag.AlignHCenter)
        self._add(self._heading)
        for sentence in notice.sentences:
            self._add(Words(look, sentence))
        self.column.addStretch(2)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """The notice's."""
        return self._notice.footer

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def _add(self, words: Words) -> None:
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addWidget(words)

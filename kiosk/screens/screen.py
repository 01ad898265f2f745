"""What every page of the counter is, so that the shell can show it without knowing which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.identifiers import normalise_text
from kiosk.widgets import Footer, Heading, PageScroll, announce, show_tree_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractButton

    from kiosk.theme import Look

MARGIN = 27


class Screen(QWidget):
    """A page: its own things in `column`, scrolled when they are too long; the shell gives header and footer.

    A page tells by signals of its own what the citizen did; it changes nothing but itself.
    `back_wanted` and `next_wanted` are the footer's; `help_wanted` is the same on every page.
    `footer_changed` asks the shell to read `footer` anew.
    """

    back_wanted = Signal()
    next_wanted = Signal()
    help_wanted = Signal()
    footer_changed = Signal()
    framed = True  # whether header and footer stand around it
    personal = False  # whether what is chosen and written here is somebody's answer
    looked_up = False  # whether it was made with words of one language, from form or store: in another it is made anew

    def __init__(self, look: Look) -> None:
        """Begin with an empty column."""
        super().__init__()
        self.look = look
        self.setProperty("kind", "page")
        self.body = QWidget()
        self.body.setProperty("kind", "viewport")
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        self.column.setSpacing(12)
        self.paper = PageScroll(look, self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.paper, 1)

    def title(self) -> str:
        """What stands in the window's title, in the language shown."""
        raise NotImplementedError

    def footer(self) -> Footer:
        """What this page wants at the bottom."""
        return Footer()

    def first_focus(self) -> QWidget | None:
        """What takes the focus when the page is shown: its heading."""
        return None

    def typing_field(self) -> QWidget | None:
        """The field that the keyboard on the screen opens for at once, None when it waits for a touch."""
        return None

    @property
    def form_language(self) -> str:
        """The language of the words that the form brings."""
        return self.look.language

    def said_last(self) -> Sequence[QWidget]:
        """What the ear waits for until all else has been said: how far it is, of what."""
        return ()

    def set_compact(self, compact: bool) -> None:
        """Leave out what is not needed while the keyboard takes half of the screen."""

    def press_back(self) -> None:
        """Back was pressed in the footer."""
        self.back_wanted.emit()

    def press_next(self) -> None:
        """On was pressed in the footer."""
        self.next_wanted.emit()

    def numbered(self) -> Sequence[QAbstractButton]:
        """What the number keys press: the first one is 1."""
        return ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses what bears it, 0 goes on; so does OK on the heading, where it presses nothing."""
        typed, buttons = normalise_text(event.text()), self.numbered()
        if len(typed) == 1 and typed in "123456789" and int(typed) <= len(buttons):
            chosen = buttons[int(typed) - 1]
            chosen.setFocus()
            chosen.click()
        elif (typed == "0" or (_is_ok(event) and isinstance(self.focusWidget(), Heading))) and self._may_go_on():
            self.press_next()
        else:
            super().keyPressEvent(event)

    def _may_go_on(self) -> bool:
        footer = self.footer()
        return footer.next is not None and footer.next_enabled

    def show_in(self, language: str) -> None:
        """Say everything in `language`, in its direction."""
        show_tree_in(self, language)

    def announce(self, words: str, *, urgent: bool = False) -> None:
        """Have a screen reader say `words` now."""
        announce(self, words, urgent=urgent)


def _is_ok(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()

"""The paper as it will come out: page by page, in either language, bigger where the eyes want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from assets.texts import T, Text
from kiosk.screens.comfort import LANGUAGE_NAMES
from kiosk.screens.screen import Screen
from kiosk.widgets import Button, Footer, Heading, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.paper_pages import PaperPages
    from kiosk.theme import Look
    from kiosk.widgets import Sayable

_WIDTH, _BIGGER = 600, 900  # pixels: whole lines at a glance, and one and a half times as big
_STRIP = 380  # the narrow paper of a receipt printer
_NARROW = 0.4  # of its height: below that it is a strip


@dataclass(frozen=True, slots=True)
class PaperView:
    """What is shown of one paper. `languages`: what it could also be printed in; `about`: which paper this is."""

    name: Text
    about: Sayable
    language: str
    languages: tuple[str, ...]
    can_print: bool
    can_take: bool


class PaperScreen(Screen):
    """Shows one page at a time; Print, a stick, or another language are asked for by signals."""

    print_wanted = Signal()
    stick_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, look: Look, view: PaperView, pages: PaperPages) -> None:
        """Show the first page of `pages`."""
        super().__init__(look)
        self._view, self._pages, self._page, self._big = view, pages, 0, False
        self._heading = Heading(look, view.name)
        self.column.addWidget(self._heading)
        self.column.addWidget(Words(look, view.about, "hint"))
        self.state = Words(look, "", "strong")
        self.state.hide()
        self.column.addWidget(self.state)
        self.column.addLayout(self._tools())
        self.sheet = QLabel()
        self.sheet.setProperty("kind", "sheet")
        self.column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)
        self._show()

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """On prints, where there is a printer."""
        return Footer(next=T("Print this paper") if self._view.can_print else None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def press_next(self) -> None:
        """Ask for it to be printed."""
        self.print_wanted.emit()

    def show_state(self, words: Text) -> None:
        """Say what became of a wish."""
        self.state.set_words(words)
        self.state.show()
        self.announce(self.state.text())

    def show_in(self, language: str) -> None:
        """Say everything in `language`; the paper stays as it is."""
        super().show_in(language)
        self._show()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.earlier = Button(self.look, T("Page before"), icon="bold/arrow-up")
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later = Button(self.look, T("Next page"), icon="bold/arrow-down")
        self.later.clicked.connect(lambda: self._turn(1))
        self.counted = Words(self.look, "")
        self.zoom = Button(self.look, T("Bigger"), icon="duotone/magnifying-glass-plus")
        self.zoom.clicked.connect(self._zoom)
        self.others = [self._other(language) for language in self._view.languages if language != self._view.language]
        self.stick = Button(self.look, T("Copy to a USB stick"), icon="duotone/usb")
        self.stick.clicked.connect(self.stick_wanted)
        self.stick.setVisible(self._view.can_take)
        for widget in (self.earlier, self.later, self.counted, self.zoom, *self.others, self.stick):
            row.addWidget(widget)
        row.addStretch(1)
        several = len(self._pages) > 1
        for widget in (self.earlier, self.later, self.counted):
            widget.setVisible(several)
        return row

    def _other(self, language: str) -> Button:
        button = Button(self.look, LANGUAGE_NAMES[language], icon="duotone/translate")
        button.clicked.connect(lambda: self.language_wanted.emit(language))
        return button

    def _turn(self, by: int) -> None:
        self._page = max(0, min(len(self._pages) - 1, self._page + by))
        self._show()
        self.announce(self.counted.text())

    def _zoom(self) -> None:
        self._big = not self._big
        self.zoom.set_words(T("Smaller") if self._big else T("Bigger"))
        self.zoom.set_icon("duotone/magnifying-glass-minus" if self._big else "duotone/magnifying-glass-plus")
        self._show()

    def _show(self) -> None:
        picture = self._pages.picture(self._page, self._width())
        self.sheet.setPixmap(picture)
        self.sheet.setFixedSize(picture.size())
        self.sheet.setAccessibleName(self._pages.words(self._page))
        self.counted.set_words(T("Page {page} of {pages}", page=self._page + 1, pages=len(self._pages)))
        self.earlier.setEnabled(self._page > 0)
        self.later.setEnabled(self._page < len(self._pages) - 1)

    def _width(self) -> int:
        wide = self._pages.shape(self._page) > _NARROW
        return (_BIGGER if self._big else _WIDTH) if wide else (_STRIP * 3 // 2 if self._big else _STRIP)

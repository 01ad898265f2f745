"""A page made ahead stands as one made when it is wanted, and only has to be painted when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.forms import EntryFilling, entry_of, surroundings
from tests.kiosk.pages import close

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forms.pages import Page

SURVEY = [
    {"type": "text", "name": "father", "label": "نام پدر شما چیست؟", "hint": "همان که در شناسنامه است"},
    {"type": "integer", "name": "age", "label": "چند سال دارید؟"},
    {"type": "select_one kinds", "name": "kind", "label": "چه می‌کارید؟"},
    {"type": "decimal", "name": "land", "label": "چند هکتار زمین دارید؟"},
    {"type": "select_multiple many", "name": "harm", "label": "چه چیزهایی از میان رفت؟"},
    {"type": "text", "name": "remark", "label": "چه شد؟", "appearance": "multiline"},
    {"type": "note", "name": "thanks", "label": "سپاسگزاریم."},
]
CHOICES = [
    *({"list_name": "kinds", "name": name, "label": name} for name in ("گندم", "برنج", "چای")),
    *({"list_name": "many", "name": f"m{number}", "label": f"چیزی که نام درازی دارد {number}"} for number in range(16)),
]


class Counter:
    """A window that walks through the pages of a form."""

    def __init__(self, app: QApplication, language: str, scale: float, *, touch: bool = True) -> None:
        self.shell = Shell(app, Look("light", scale, language), "دهیاری چشمه‌علی", touch=touch)
        self.shell.resize(1024, 768)
        self._filling = EntryFilling(entry_of(SURVEY, CHOICES), "fa")
        self.pages = self._filling.pages()
        self.shell.show_screen(self.made(self.pages[0]))
        self.shell.show()
        self.shell.activateWindow()
        settle()

    def made(self, page: Page) -> QuestionScreen:
        progress = Progress(self.pages.index(page) + 1, len(self.pages), "گزارش خسارت")
        return QuestionScreen(surroundings(self.shell.look), self._filling, page, progress)

    def made_ahead(self, page: Page) -> QuestionScreen:
        screen = self.made(page)
        self.shell.hold(screen)
        settle()
        return screen

    def walk(self, make: Callable[[Page], QuestionScreen]) -> Iterator[tuple[str, object]]:
        """Go through all pages, forth and back, and tell how each stands."""
        for page in (*self.pages[1:], *reversed(self.pages[:-1])):
            self.shell.show_screen(make(page))
            settle()
            yield page.refs[0], self._standing()

    def _standing(self) -> object:
        """Where everything is, what can be seen, where Tab leads, and what is said."""
        parts = [part for part in self.shell.findChildren(QWidget) if part.isVisible()]
        return (
            [(type(part).__name__, part.geometry().getRect()) for part in parts],
            [(type(part).__name__, part.accessibleName()) for part in tab_walk(self.shell)],
            type(QApplication.focusWidget()).__name__,
            self.shell.windowTitle(),
            self.shell.size().toTuple(),
            self.shell.keyboard.field is None,
        )


class Seen(QObject):
    """Notes which widgets of a page get events of one type."""

    def __init__(self, kind: QEvent.Type) -> None:
        super().__init__()
        self._kind = kind
        self.by: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == self._kind:
            self.by.append(watched)
        return False


def tab_walk(shell: Shell) -> list[QWidget]:
    """What Tab comes to, from the header's first tool round to it again."""
    first: QWidget = shell.header.tools()[0]
    walk, at = [first], first.nextInFocusChain()
    while at is not None and at is not first:
        if at.isVisible() and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            walk.append(at)
        at = at.nextInFocusChain()
    return walk


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@pytest.mark.parametrize("touch", [True, False])
@pytest.mark.parametrize(("language", "scale"), [("fa", 1.0), ("en", 1.5)])
def test_a_page_made_ahead_stands_as_one_made_when_it_is_wanted(
    qapp: QApplication, language: str, scale: float, *, touch: bool
) -> None:
    ahead = Counter(qapp, language, scale, touch=touch)
    found = list(ahead.walk(ahead.made_ahead))
    close(ahead.shell)
    wanted = Counter(qapp, language, scale, touch=touch)
    expected = list(wanted.walk(wanted.made))
    close(wanted.shell)
    assert found == expected


def test_a_page_made_ahead_is_laid_out_before_it_comes(qapp: QApplication) -> None:
    counter = Counter(qapp, "fa", 1.0)
    seen = Seen(QEvent.Type.Resize)
    for page in counter.pages[1:]:
        screen = counter.made_ahead(page)
        for part in screen.findChildren(QWidget):
            part.installEventFilter(seen)
        counter.shell.show_screen(screen)
        settle()
        assert seen.by == [], page.refs
    close(counter.shell)


def test_the_page_before_goes_only_when_the_next_has_been_painted(qapp: QApplication) -> None:
    counter = Counter(qapp, "fa", 1.0)
    happened: list[str] = []
    before, following = counter.shell.screen_shown, counter.made_ahead(counter.pages[1])
    assert before is not None
    assert following.heading is not None
    seen = Seen(QEvent.Type.Paint)
    following.heading.installEventFilter(seen)
    before.destroyed.connect(lambda: happened.append("painted before" if seen.by else "not yet painted"))
    counter.shell.show_screen(following)
    while not happened:
        QApplication.processEvents()
    close(counter.shell)
    assert happened == ["painted before"]

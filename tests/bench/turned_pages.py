"""The form of 1,000 questions turned page by page in the counter, and the same pages switched bare; a process."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from kiosk.app import qt_application
from kiosk.config_file import read_config
from kiosk.controls.text import TextControl
from kiosk.counter import Counter
from kiosk.equip import equip
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.bench.thousand import thousand_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.pages import Page
    from sync.store import Store
    from sync.store.records import InstalledForm, Scope

_BLOCKS, _BLOCK = 12, 15
_THOUGHT = 200  # milliseconds


class Turn(QObject):
    """One turn in an event loop of its own, as in the running program: from the press until all is painted."""

    def __init__(self, act: Callable[[], QWidget]) -> None:
        """`act` presses and returns what is to be painted."""
        super().__init__()
        self._act = act
        self._loop = QEventLoop()
        self._started = self._ended = 0.0

    def milliseconds(self) -> float:
        """Turn, and return how long it took."""
        QTimer.singleShot(0, self._press)
        self._loop.exec()
        return (self._ended - self._started) * 1000

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice the paint; all that is painted with it comes before the next turn of the loop."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._end)
        return super().eventFilter(watched, event)

    def _press(self) -> None:
        self._started = time.perf_counter()
        self._act().installEventFilter(self)

    def _end(self) -> None:
        self._ended = time.perf_counter()
        self._loop.quit()


class Pages:
    """The counter in its window, on a page of the form."""

    def __init__(self, folder: Path, install: Callable[[Store, Scope], InstalledForm]) -> None:
        """Open it on the first page of the form that `install` puts into its store."""
        config = read_config(folder / "pishkhan.toml")
        self.shell = Shell(qt_application(), Look(language="fa"), config.office.name("fa"))
        self.equipment = equip(config, folder, self.shell)
        self._counter = Counter(self.equipment)
        form = install(self.equipment.store, self.equipment.scope("technician"))
        self.shell.resize(1280, 800)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self._counter.filling.begin(form.key, "citizen")
        self._counter.filling.show_filling()

    @property
    def screen(self) -> QuestionScreen:
        """The page shown."""
        shown = self.shell.screen_shown
        if not isinstance(shown, QuestionScreen):
            raise TypeError(f"{type(shown).__name__} is shown")
        return shown

    def fill(self) -> None:
        """Answer the question shown; the answer is committed and saved, as it is when the field is left for On."""
        (block,) = self.screen.blocks.values()
        if isinstance(block.control, TextControl):
            block.control.field.setFocus()
            QTest.keyClicks(block.control.field, "12")
        else:
            block.control.choose_number(1)
        block.control.commit()
        QTest.qWait(_THOUGHT)  # nobody answers faster, and meanwhile the page that follows is made
        _settle()

    def go_on(self) -> QWidget:
        """Press On; returns the heading that comes."""
        QTest.mouseClick(self.shell.footer.next, Qt.MouseButton.LeftButton)
        return _heading(self.screen)


class Bare:
    """The same pages, made before, in a stack of their own in the same window: a turn shows the next, and no more."""

    def __init__(self, pages: Pages) -> None:
        """Begin with an empty page."""
        self._pages, self.stack = pages, QStackedWidget()
        self.stack.addWidget(QWidget())
        pages.shell.stack.addWidget(self.stack)

    def make(self, asked: tuple[Page, ...]) -> None:
        """Make the pages `asked`, as they are now."""
        page = self._pages.screen
        for each in asked:
            screen = QuestionScreen(page.surroundings, page.filling, each, Progress(1, 1000, ""))
            screen.show_in(self._pages.shell.look.language)
            self.stack.addWidget(screen)

    def clear(self) -> None:
        """Delete the pages, so that the window has no more to carry than the counter gives it."""
        for screen in self.stack.findChildren(QuestionScreen):
            screen.deleteLater()

    def go_on(self) -> QWidget:
        """Show the next page; returns its heading."""
        self.stack.setCurrentIndex(self.stack.currentIndex() + 1)
        screen = self.stack.currentWidget()
        assert isinstance(screen, QuestionScreen)
        return _heading(screen)


def thousand(store: Store, scope: Scope) -> InstalledForm:
    """Install the form of 1,000 questions."""
    xform = thousand_questions()
    return store.forms.install(scope, form_id="thousand", version="1", name="1,000", hash="", xform=xform)


def measure(pages: Pages, blocks: int = _BLOCKS) -> dict[str, list[float]]:
    """Return the milliseconds of each turn, in the counter and bare, taken in turn in `blocks`.

    The first turn of each block is left out: it pays for the change between the two, which nobody makes.
    """
    bare, stack = Bare(pages), pages.shell.stack
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for block in range(blocks):
        ours = []
        for _ in range(_BLOCK):
            pages.fill()
            ours.append(Turn(pages.go_on).milliseconds())
        shown = pages.screen
        bare.make(shown.filling.pages()[block * _BLOCK + 1 : (block + 1) * _BLOCK + 1])
        stack.setCurrentWidget(bare.stack)
        _settle()
        times["ours"] += ours[1:]
        times["bare"] += [Turn(bare.go_on).milliseconds() for _ in range(_BLOCK)][1:]
        stack.setCurrentWidget(shown)
        bare.clear()
        _settle()
    return {name: found[_BLOCK:] for name, found in times.items()}  # the first block warms fonts and icons


def _heading(screen: QuestionScreen) -> QWidget:
    if screen.heading is None:
        raise AssertionError("a page without a heading")
    return screen.heading


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def main() -> int:
    """Print both lists of milliseconds as JSON."""
    pages = Pages(Path(sys.argv[1]), thousand)
    print(json.dumps(measure(pages)))
    pages.equipment.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

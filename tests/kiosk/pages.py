"""The question page as the person in front of it sees and uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.keyboard.key import KeyButton
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look, ThemeName
from kiosk.trial import MemoryFiles
from kiosk.widgets import CheckTile, RadioTile
from tests.kiosk.forms import EntryFilling, Row, entry_of, surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from forms.entry import FormEntry
    from forms.pages import Page
    from kiosk.map.tiles import MapFile
    from kiosk.screens.question_block import QuestionBlock


class QuestionPage:
    """One page of a form in a window: what stands on it, and what a person does there."""

    def __init__(
        self, qtbot: QtBot, shell: Shell, filling: EntryFilling, screen: QuestionScreen, files: MemoryFiles
    ) -> None:
        self.qtbot, self.shell, self.filling, self.screen, self.files = qtbot, shell, filling, screen, files
        self.went_on: list[bool] = []
        self.went_back: list[bool] = []
        self.opened: list[str] = []
        screen.next_wanted.connect(lambda: self.went_on.append(True))
        screen.back_wanted.connect(lambda: self.went_back.append(True))
        screen.open_wanted.connect(self.opened.append)

    @property
    def focus(self) -> Any:
        return QApplication.focusWidget()

    def block(self, name: str) -> QuestionBlock:
        return next(block for ref, block in self.screen.blocks.items() if ref.rsplit("/", 1)[-1] == name)

    def control(self, name: str) -> Any:
        """The control of the question `name`; each test knows of which kind it is."""
        return self.block(name).control

    def value(self, name: str) -> str:
        ref = next(node.path for node in self.filling.entry.nodes() if node.path.rsplit("/", 1)[-1] == name)
        return self.filling.node(ref).value

    def options(self) -> list[str]:
        return [tile.text() for tile in self.tiles()]

    def tiles(self) -> list[RadioTile | CheckTile]:
        tiles: list[RadioTile | CheckTile] = [*self.screen.findChildren(RadioTile)]
        tiles += self.screen.findChildren(CheckTile)
        return [tile for tile in tiles if tile.isVisible()]

    def chosen(self) -> list[str]:
        return [tile.text() for tile in self.tiles() if tile.isChecked()]

    def touch(self, name: str) -> None:
        """Touch what is called `name`: a button, a tile, a key."""
        self.press(self.named(name))

    def press(self, widget: QWidget) -> None:
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        QApplication.processEvents()

    def slide_off(self, widget: QWidget) -> None:
        """Press `widget`, and let go somewhere else."""
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        outside = QPoint(-50, -50)
        QTest.mouseMove(widget, outside)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, outside)

    def named(self, name: str) -> QAbstractButton:
        buttons = self.shell.findChildren(QAbstractButton)
        found = [
            button for button in buttons if button.isVisible() and name in (button.accessibleName(), button.text())
        ]
        assert found, f"nothing to press is called {name!r}"
        return found[0]

    def key(self, key: Qt.Key, words: str = "") -> None:
        """Press a key of the keypad."""
        for letter in words:
            # QTest.keyClicks knows ASCII only.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(QApplication.focusWidget() or self.shell, event)
        if not words:
            QTest.keyClick(QApplication.focusWidget() or self.shell, key)
        QApplication.processEvents()

    def type_on_screen(self, words: str) -> None:
        """Type with the keys of the keyboard on the screen."""
        for letter in words:
            keys = [key for key in self.shell.keyboard.findChildren(KeyButton) if key.isVisible()]
            self.press(next(key for key in keys if letter in (key.text(), key.key.does)))

    def go_on(self) -> bool:
        """Press On; whether the page let go."""
        before = len(self.went_on)
        self.press(self.shell.footer.next)
        return len(self.went_on) > before

    def said_at(self, name: str) -> str:
        """The sentence at the field, "" when there is none."""
        error = self.block(name).error
        return error.words.text() if error.isVisible() else ""


def open_question(
    app: QApplication,
    qtbot: QtBot,
    survey: list[Row] | FormEntry,
    choices: Sequence[Row] = (),
    *,
    ask: str = "",
    theme: ThemeName = "light",
    scale: float = 1.0,
    language: str = "fa",
    size: tuple[int, int] = (1024, 768),
    chosen: Path | None = None,
    form_id: str = "",
    media: Mapping[str, bytes] | None = None,
    gpsd_port: int = 0,
    office_map: MapFile | None = None,
) -> QuestionPage:
    """Open the page that asks the question named `ask`, else the first one."""
    entry = entry_of(survey, choices, language=language, media=media) if isinstance(survey, list) else survey
    look = Look(theme, scale, language)
    shell = Shell(app, look, "دهیاری چشمه‌علی" if language == "fa" else "Office of Cheshmeh Ali")
    shell.resize(*size)
    files = MemoryFiles()
    filling = EntryFilling(entry, language)
    pages = entry.pages()
    page = _page(pages, ask)
    around = surroundings(
        look, files, form_id=form_id, chosen=chosen, media=media, gpsd_port=gpsd_port, office_map=office_map
    )
    progress = Progress(pages.index(page) + 1, len(pages), "گزارش خسارت" if language == "fa" else "Damage report")
    screen = QuestionScreen(around, filling, page, progress)
    shell.show_screen(screen)
    shell.show()
    qtbot.waitExposed(shell)
    shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return QuestionPage(qtbot, shell, filling, screen, files)


def close(shell: Shell) -> None:
    """Close a window and delete it now: Qt would dress it anew with every change as long as it exists."""
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _page(pages: tuple[Page, ...], ask: str) -> Page:
    if not ask:
        return pages[0]
    return next(page for page in pages if any(ref.rsplit("/", 1)[-1] == ask for ref in page.refs))

"""The desk: its list is never cut nor left without words, and what leaves just now is seen to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from assets.texts import T, say
from kiosk.screens.desk import DeskScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.pages import close
from tests.kiosk.screens.every_screen import EVERY_SCREEN, OFFICES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Callable[..., DeskScreen]]:
    """Open one of the desks of every_screen in a window."""
    shells: list[Shell] = []

    def opened(name: str, language: str = "fa", scale: float = 1.0) -> DeskScreen:
        shell = Shell(qapp, Look("light", scale, language), OFFICES[language])
        shell.resize(1024, 768)
        shells.append(shell)
        screen = EVERY_SCREEN[name](shell)
        assert isinstance(screen, DeskScreen)
        shell.show_screen(screen)
        shell.show()
        for _ in range(4):
            QApplication.processEvents()
        return screen

    yield opened
    for shell in shells:
        close(shell)


def test_an_empty_list_says_why_it_is_empty(desk: Callable[..., DeskScreen]) -> None:
    screen = desk("desk without anything")
    assert screen.nothing.isVisible()
    assert screen.nothing.words.text() == say(T("No application was handed in here yet."), "fa")
    screen.search.setText("123")
    screen.show_lines([])
    assert screen.nothing.words.text() == say(T("No application has this code."), "fa")
    assert not screen.table.isVisible()


def test_how_far_a_sending_is_is_seen_and_heard(desk: Callable[..., DeskScreen]) -> None:
    screen = desk("desk sending", "en")
    assert screen.sent.isVisible()
    assert (screen.sent.value(), screen.sent.maximum()) == (1_204_000, 5_310_000)
    assert "of 5310 kB" in screen.sent.accessibleName()
    screen.show_state(T("Everything has been delivered."))
    assert not screen.sent.isVisible()


@pytest.mark.parametrize(("language", "scale"), [("fa", 1.0), ("en", 1.5), ("fa", 2.0)])
def test_columns_share_the_whole_width(desk: Callable[..., DeskScreen], language: str, scale: float) -> None:
    table = desk("desk", language, scale).table
    whole = sum(table.columnWidth(column) for column in range(table.model().columnCount()))
    assert whole >= table.viewport().width()


def test_a_code_begins_at_the_left_and_the_words_that_wait_for_it_where_reading_begins(
    desk: Callable[..., DeskScreen],
) -> None:
    search = desk("desk").search
    waiting = search.cursorRect().center().x()
    search.setText("051")
    QApplication.processEvents()
    assert search.cursorRect().center().x() < waiting

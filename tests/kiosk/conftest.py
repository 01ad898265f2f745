"""A dressed application, a window, and forms written in the test that asks for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from kiosk.theme import Look, apply_theme
from kiosk.widgets import install_roles
from tests.kiosk.pages import QuestionPage, close, open_question

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kiosk.shell import Shell

OpenPage = Callable[..., QuestionPage]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application class that pytest-qt makes."""
    return QApplication


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style that the program starts with."""
    return ["pishkhan", "-style", "Fusion"]


@pytest.fixture(scope="session", autouse=True)
def roles(qapp: QApplication) -> None:
    """Headings and alerts have their roles, as in the running program."""
    del qapp
    install_roles()


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The light look in Persian at normal text size, worn by the application."""
    worn = Look("light", 1.0, "fa")
    apply_theme(qapp, worn)
    return worn


@pytest.fixture
def open_page(qapp: QApplication, qtbot: QtBot) -> Iterator[OpenPage]:
    """Open the first page of a form, given as rows of its survey and choices sheets, in a window of its own."""
    shells: list[Shell] = []

    def opened(*args: object, **options: object) -> QuestionPage:
        page = open_question(qapp, qtbot, *args, **options)  # type: ignore[arg-type]
        shells.append(page.shell)
        return page

    yield opened
    for shell in shells:
        close(shell)

"""A page whose language changes says all that it would say if it had been made in that language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from assets.texts import LANGUAGES
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.measuring import cut, outside
from tests.kiosk.pages import close
from tests.kiosk.screens.every_screen import EVERY_SCREEN, OFFICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.screens.screen import Screen

# Their words are a form's, or were looked up: whoever shows these pages reads them anew.
READ_ANEW = (
    "form changed",
    "check answers",
    "check answers refused",
    "consent",
    "consent refused",
    "consent sealed",
    "desk",
    "desk sending",
    "desk chosen",
)
IN_ITS_OWN = ("paper",)  # seen in the language that it will be printed in; a button on the page changes that


@pytest.fixture
def shell(qapp: QApplication) -> Iterator[Shell]:
    made = Shell(qapp, Look("light", 1.0, "fa"), OFFICES["fa"])
    made.resize(1024, 768)
    made.show()
    yield made
    close(made)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words_on(screen: Screen) -> list[str]:
    """All that is written on the page or said of it, in the order in which it was made."""
    found = [screen.title()]
    for each in screen.body.findChildren(QWidget):
        if isinstance(each, QLabel | QAbstractButton | QLineEdit) and not each.isHidden():
            found += [each.text(), each.accessibleName()]
            found += [each.placeholderText()] if isinstance(each, QLineEdit) else []
    return [words for words in found if words]


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_nothing_of_the_language_before_stays(shell: Shell, language: str) -> None:
    stale: dict[str, set[str]] = {}
    for name, make in EVERY_SCREEN.items():
        if name in (*READ_ANEW, *IN_ITS_OWN):
            continue
        shell.look.change(language="fa")
        changed = make(shell)
        shell.show_screen(changed)
        shell.look.change(language=language)
        settle()
        made = make(shell)
        made.show_in(language)
        stale[name] = set(words_on(changed)) ^ set(words_on(made))
        made.deleteLater()
    assert {name: words for name, words in stale.items() if words} == {}


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("language", LANGUAGES[2:])
def test_drafts_fit_on_every_screen_too(shell: Shell, language: str, scale: float) -> None:
    shell.look.change(language=language, scale=scale)
    broken: list[str] = []
    for name, make in EVERY_SCREEN.items():
        screen = make(shell)
        shell.show_screen(screen)
        settle()
        broken += [f"{name} cut: {found}" for found in cut(shell)]
        broken += [f"{name} outside: {found}" for found in outside(screen.body, shell)]
    assert not broken, "\n".join(broken)

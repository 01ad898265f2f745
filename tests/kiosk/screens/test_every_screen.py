"""The rules that every screen keeps, on each that is no question: sizes, gaps, cut words, names, headings, order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from assets.texts import T, say
from kiosk.screens.help_sign import HelpSign
from kiosk.screens.idle_warning import IdleWarning
from kiosk.shell import Shell
from kiosk.theme import Look
from kiosk.widgets import Heading
from tests.kiosk.measuring import cut, nameless, outside, place, too_close, too_small
from tests.kiosk.pages import close
from tests.kiosk.screens.every_screen import EVERY_SCREEN, OFFICES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kiosk.screens.screen import Screen

RULES: dict[str, Callable[[QWidget], list[str]]] = {
    "too small": too_small,
    "too close": too_close,
    "cut": cut,
    "nameless": nameless,
}
REFUSED = ("check answers refused", "consent refused", "track refused", "staff door refused")
# Only the desk has no answer that must be heard first: its person works with the keyboard, in the field.
FIELD_FIRST = (
    "desk",
    "desk without anything",
    "desk sending",
    "desk chosen",
    "receipt checked",
    "receipt refused",
    "receipt not read",
    "track",
    "track refused",
    "track found",
    "staff door",
    "staff door refused",
)


@pytest.fixture
def shell_in(qapp: QApplication) -> Iterator[Callable[[str, float], Shell]]:
    """Open a window in a language and a text size, as large as the smallest machine's."""
    shells: list[Shell] = []

    def opened(language: str, scale: float) -> Shell:
        shell = Shell(qapp, Look("light", scale, language), OFFICES[language])
        shell.resize(1024, 768)
        shell.show()
        shells.append(shell)
        return shell

    yield opened
    for shell in shells:
        close(shell)


def each_screen(shell: Shell) -> Iterator[tuple[str, Screen]]:
    """Show one screen after the other."""
    for name, make in EVERY_SCREEN.items():
        screen = make(shell)
        shell.show_screen(screen)
        settle()
        yield name, screen


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(("language", "scale"), [("fa", 1.0), ("en", 1.0), ("fa", 1.5), ("en", 1.5), ("fa", 2.0)])
def test_every_screen_keeps_the_rules(shell_in: Callable[[str, float], Shell], language: str, scale: float) -> None:
    shell = shell_in(language, scale)
    broken: list[str] = []
    for name, screen in each_screen(shell):
        for rule, look_for in RULES.items():
            broken += [f"{name} {rule}: {found}" for found in look_for(shell)]
        broken += [f"{name} outside: {found}" for found in outside(screen.body, shell)]
    assert not broken, "\n".join(broken)


def test_every_screen_has_a_title_and_at_most_one_heading_that_takes_the_focus(
    shell_in: Callable[[str, float], Shell],
) -> None:
    shell = shell_in("fa", 1.0)
    error = say(T("Error: {title}", title=""), "fa").split(":")[0]
    for name, screen in each_screen(shell):
        headings = [each for each in screen.findChildren(Heading) if each.isVisible()]
        assert len(headings) == (0 if name == "attract" else 1), name
        assert shell.windowTitle(), name
        assert shell.windowTitle().startswith(error) == (name in REFUSED), name
        if headings and name not in FIELD_FIRST:
            assert screen.first_focus() in (headings[0], getattr(screen, "errors", None)), name


def test_tab_walks_each_screen_in_reading_order(shell_in: Callable[[str, float], Shell]) -> None:
    shell = shell_in("fa", 1.0)
    for name, screen in each_screen(shell):
        walked = walk(shell)
        inside = [each for each in walked if screen.body.isAncestorOf(each)]
        rows = [(each, place(each)) for each in inside]
        for (one, here), (other, there) in pairwise(rows):
            later = there.top() > here.top() or (there.left() < here.left() and there.bottom() > here.top())
            assert later, f"{name}: {one.accessibleName()} before {other.accessibleName()}"


def walk(shell: Shell) -> list[QWidget]:
    """Press Tab until the focus is back where it was; what was walked through, from the top of the window."""
    start = shell.header.text_size if shell.header.isVisible() else shell.focusWidget()
    assert start is not None
    start.setFocus()
    walked = [start]
    while len(walked) < 100:
        QTest.keyClick(focus_in(shell), Qt.Key.Key_Tab)
        now = shell.focusWidget()
        assert now is not None
        if now is start:
            return walked
        walked.append(now)
    pytest.fail("Tab never comes round")


@pytest.mark.parametrize("sign", [IdleWarning, HelpSign])
def test_what_lies_below_a_sign_can_neither_be_seen_nor_reached(
    shell_in: Callable[[str, float], Shell], sign: type[IdleWarning] | type[HelpSign]
) -> None:
    shell = shell_in("fa", 1.0)
    shell.show_screen(EVERY_SCREEN["track found"](shell))
    settle()
    before = shell.focusWidget()
    over = IdleWarning(shell.look, shell, 30) if sign is IdleWarning else HelpSign(shell.look, shell)
    settle()
    assert over.geometry() == shell.rect()
    shell.resize(1280, 800)
    settle()
    assert over.geometry() == shell.rect()
    assert not [
        each
        for each in shell.findChildren(QWidget)
        if each.isVisible() and not (each is over or over.isAncestorOf(each))
    ]
    buttons = over.findChildren(QPushButton)
    reached = {press_tab(shell) for _ in range(2 * len(buttons) + 2)}
    assert {each for each in reached if isinstance(each, QPushButton)} == set(buttons)
    assert all(each is not None and over.isAncestorOf(each) for each in reached)
    over.stay.emit()
    settle()
    assert shell.stack.isVisible()
    assert shell.focusWidget() is before


def focus_in(shell: Shell) -> QWidget:
    focused: QWidget | None = shell.focusWidget()
    return shell if focused is None else focused


def press_tab(shell: Shell) -> QWidget | None:
    QTest.keyClick(focus_in(shell), Qt.Key.Key_Tab)
    return shell.focusWidget()


def test_signs_keep_the_rules_too(shell_in: Callable[[str, float], Shell]) -> None:
    shell = shell_in("en", 2.0)
    shell.show_screen(EVERY_SCREEN["home"](shell))
    for show in (lambda: IdleWarning(shell.look, shell, 30), lambda: HelpSign(shell.look, shell)):
        over = show()
        settle()
        for rule, look_for in RULES.items():
            assert look_for(shell) == [], rule
        over.hide()


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", ["attract", "comfort", "home", "who", "learn", "track", "track found"])
def test_what_everybody_passes_is_seen_at_once_on_the_smallest_display(
    shell_in: Callable[[str, float], Shell], language: str, name: str
) -> None:
    shell = shell_in(language, 1.0)
    shell.show_screen(EVERY_SCREEN[name](shell))
    settle()
    screen = shell.screen_shown
    assert screen is not None
    shell.keyboard.hide()
    settle()
    assert screen.paper.area.verticalScrollBar().maximum() == 0

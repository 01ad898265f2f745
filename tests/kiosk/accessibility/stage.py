"""Shows the screens that it is asked for, one a line, in a window of its own; run as a program by the tests here."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from assets.texts import T
from kiosk.screens.help_sign import HelpSign
from kiosk.screens.idle_warning import IdleWarning
from kiosk.screens.overlay import Overlay
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from kiosk.widgets import install_roles
from tests.kiosk.forms import EntryFilling, service_entry, surroundings
from tests.kiosk.screens.every_screen import EVERY_SCREEN, OFFICES, filled_entry
from tests.pictures.shown import sample_named, sample_screen, village_map

if TYPE_CHECKING:
    from collections.abc import Callable

_stage = ExitStack()  # what the pages shown need until the program ends
MOST_TABS, FORWARD = 60, True
SIGNS: dict[str, Callable[[Shell], Overlay]] = {
    "idle warning": lambda shell: IdleWarning(shell.look, shell, 30),
    "help": lambda shell: HelpSign(shell.look, shell),
}


def _print(shell: Shell) -> None:
    screen = shell.screen_shown
    assert isinstance(screen, ReceiptScreen)
    screen.show_printing(T("Please take your paper."))


def walk(shell: Shell) -> list[str]:
    """Walk as Tab does until the focus is back where it was; return the names of what had it, beginning on top."""
    start: QWidget = shell.header.aloud if shell.header.isVisible() else shell.focusWidget()
    start.setFocus()
    walked = [start.accessibleName()]
    for _ in range(MOST_TABS):
        shell.focusNextPrevChild(FORWARD)  # what Tab does; a key would take its way through the display first
        if shell.focusWidget() is start:
            break
        walked.append(shell.focusWidget().accessibleName())
    return walked


HAPPENINGS: dict[str, Callable[[Shell], None]] = {
    "paper comes": _print,
    "larger words": lambda shell: shell.header.text_size.click(),
}


def show(shell: Shell, name: str) -> None:
    """Show the screen `name`: one of EVERY_SCREEN, of SIGNS, "question SERVICE NUMBER", or "sample NAME".

    A "!" after the name presses On there. Some names are what happens on the page that is shown already.
    """
    if name in HAPPENINGS:
        HAPPENINGS[name](shell)
        return
    for sign in shell.findChildren(Overlay):
        sign.hide()
        sign.deleteLater()
    if name in SIGNS:
        SIGNS[name](shell)
    elif name.startswith("question "):
        _, service, number = name.rstrip("!").split()
        shell.show_screen(_question(shell, service, int(number)))
    elif name.startswith("sample "):
        _, sample = name.split()
        shell.show_screen(_sample(shell, sample))
    else:
        shell.show_screen(EVERY_SCREEN[name.rstrip("!")](shell))
    if name.endswith("!"):
        shell.footer.next.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _question(shell: Shell, service: str, number: int) -> QuestionScreen:
    language = shell.look.language
    entry = filled_entry(language) if service == "filled" else service_entry(service, language=language)
    pages = entry.pages()
    progress = Progress(number, len(pages), "خدمت")
    around = surroundings(shell.look, form_id=service)
    return QuestionScreen(around, EntryFilling(entry, language), pages[number - 1], progress)


def _sample(shell: Shell, name: str) -> QuestionScreen:
    office_map = _stage.enter_context(village_map())
    return sample_screen(shell.look, sample_named(name), office_map)


def obey(app: QApplication, shell: Shell) -> None:
    """Show what the next line asks for, and say when it is shown."""
    line = sys.stdin.readline()
    if not line:
        app.quit()
        return
    if line.strip() == "tab":
        answer = json.dumps(walk(shell))
    else:
        show(shell, line.strip())
        answer = shell.windowTitle()
    for _ in range(5):
        app.processEvents()
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def main(language: str) -> int:
    """Open the window and obey until the input ends."""
    app = QApplication(["kiosk"])
    app.setApplicationName("kiosk")
    install_roles()
    shell = Shell(app, Look("light", 1.0, language), OFFICES[language])
    shell.resize(1024, 768)
    shell.show()
    shell.activateWindow()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: obey(app, shell))
    with _stage:
        return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

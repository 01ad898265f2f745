"""Takes the pictures of one language and text size; a process of its own, with the house's fonts and no others."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kiosk.app import qt_application
from kiosk.gallery import SHEETS, sheet
from kiosk.screens.fault_sign import FaultSign
from kiosk.screens.help_sign import HelpSign
from kiosk.screens.idle_warning import IdleWarning
from kiosk.screens.trouble_sign import TroubleSign
from kiosk.shell import Shell
from kiosk.theme import Look
from sync.store.errors import StoreLocked
from tests.golden.screens.digest import digest, written
from tests.kiosk.screens.every_screen import EVERY_SCREEN, OFFICES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QImage

    from kiosk.screens.overlay import Overlay

SIZES = ((1024, 768), (1280, 800), (1920, 1080))
CALLERS = ("counter-1", "counter-2")
SIGNS: dict[str, Callable[[Shell], Overlay]] = {
    "help sign": lambda shell: HelpSign(shell.look, shell),
    "idle warning": lambda shell: _half_over(IdleWarning(shell.look, shell, 20)),
    "fault sign": lambda shell: FaultSign(shell.look, shell, "crop_damage", "2026112201", "/data/summary/lost"),
    "trouble sign": lambda shell: TroubleSign(shell.look, shell, StoreLocked().text),
}


def pictures(app: QApplication, language: str, scale: float) -> Iterator[tuple[str, QImage]]:
    """Show one screen after the other, in each size, and give the picture of each with its name."""
    app.setCursorFlashTime(0)  # a cursor that blinks is there or not
    shell = Shell(app, Look("light", scale, language), OFFICES[language])
    shell.show()
    for name in SHEETS:
        shell.show_screen(sheet(name, shell.look))
        yield from _in_each_size(shell, f"gallery {name}")
    for name, make in EVERY_SCREEN.items():
        shell.show_screen(make(shell))
        yield from _in_each_size(shell, name)
    for name, cover in SIGNS.items():
        sign = cover(shell)
        yield from _in_each_size(shell, name)
        sign.hide()
    shell.show_screen(EVERY_SCREEN["desk"](shell))
    shell.call_bar.show_calls(CALLERS)
    yield from _in_each_size(shell, "call bar")


def _half_over(sign: IdleWarning) -> IdleWarning:
    sign.count(10)
    return sign


def _in_each_size(shell: Shell, name: str) -> Iterator[tuple[str, QImage]]:
    for width, height in SIZES:
        shell.resize(width, height)
        for _ in range(5):  # layouts settle over several rounds of events
            QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        yield f"{name} {width}x{height}", shell.grab().toImage()


def main() -> int:
    """Print the digests as JSON; save the pictures into the folder that is the third argument."""
    language, scale, *folder = sys.argv[1:]
    found: dict[str, str] = {}
    for name, picture in pictures(qt_application(), language, float(scale)):
        found[name] = written(digest(picture))
        for target in folder:
            picture.save(str(Path(target) / f"{name} {language} {scale}.png".replace(" ", "-")))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())

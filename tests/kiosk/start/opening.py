"""Opens the counter on each folder named, as its command does; prints what stood on the window and how it ended."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.app import qt_application, run_counter
from kiosk.config_file import read_config
from kiosk.screens.plain import NoticeScreen
from kiosk.shell import Shell


def opened(config: Path, data: Path) -> dict[str, object]:
    """Open the counter on `data`, read its window, press what leads out, and return words and exit status."""
    words: list[str] = []
    looking = QTimer(interval=5)
    looking.timeout.connect(lambda: _look(words))
    looking.start()
    status = run_counter(read_config(config), data, [])
    looking.stop()
    return {"status": status, "words": words}


def _look(words: list[str]) -> None:
    for shell in QApplication.topLevelWidgets():
        if words or not isinstance(shell, Shell) or not shell.isVisible() or shell.screen_shown is None:
            continue
        words += [label.text() for label in shell.findChildren(QLabel) if label.isVisible()]
        if isinstance(shell.screen_shown, NoticeScreen):
            shell.footer.next.click()
        else:
            QApplication.exit(0)


if __name__ == "__main__":
    qt_application()
    print(json.dumps([opened(Path(sys.argv[1]), Path(data)) for data in sys.argv[2:]]))

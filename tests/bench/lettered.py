"""Letters typed into a question of the counter and into a bare line edit of a window of its own; a process."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from forms.xlsform import to_xform
from kiosk.app import qt_application
from tests.bench.turned_pages import Pages, Turn
from tests.kiosk.counter.conftest import CLAIM

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import InstalledForm, Scope

_BLOCKS, _WORDS = 20, "زهرا محمدی از چشمه‌علی"


def claim(store: Store, scope: Scope) -> InstalledForm:
    """Install the short form, whose first question is answered with a text."""
    xform = to_xform(CLAIM.encode(), name="claim").xform
    return store.forms.install(scope, form_id="claim", version="1", name="Claim", hash="", xform=xform)


class BareWindow(QWidget):
    """A line edit as Qt has it, in a window with nothing else."""

    def __init__(self, size: QSize) -> None:
        """Be as large as `size`."""
        super().__init__()
        self.field = QLineEdit(self)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        self.resize(size)
        self.show()
        QTest.qWaitForWindowExposed(self)


def typed(field: QWidget, letter: str) -> QWidget:
    """Press one key; returns what is painted."""
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    return field


def block(field: QLineEdit) -> list[float]:
    """Type the words, letter by letter; the milliseconds of each until it is painted."""
    field.activateWindow()
    field.setFocus()
    field.clear()
    QTest.qWait(50)
    times = [Turn(partial(typed, field, letter)).milliseconds() for letter in _WORDS]
    return times[1:]


def main() -> int:
    """Print both lists of milliseconds as JSON."""
    pages = Pages(Path(sys.argv[1]), claim)
    ours, bare, app = pages.screen.typing_field(), BareWindow(pages.shell.size()), qt_application()
    assert isinstance(ours, QLineEdit)
    dress = app.styleSheet()
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(_BLOCKS):
        times["ours"] += block(ours)
        app.setStyleSheet("")  # the peer wears none
        times["bare"] += block(bare.field)
        app.setStyleSheet(dress)
    print(json.dumps(times))
    pages.equipment.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

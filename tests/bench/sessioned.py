"""One person after the other at one counter: from the first touch to the end of a form that is given up; a process."""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.xlsform import to_xform
from kiosk.app import qt_application
from kiosk.config import read_config
from kiosk.counter import Counter
from kiosk.equip import equip
from kiosk.session import Event
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.bench.holding import resident
from tests.kiosk.counter.conftest import CLAIM
from tests.kiosk.wipe.person import Person

if TYPE_CHECKING:
    from collections.abc import Callable

_FEW, _MANY = 10, 500
_PATIENCE = 60  # seconds


def main() -> int:
    """Print what is held after few and after many people; the second argument is how many those are."""
    folder, many = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else _MANY
    config = read_config(folder / "pishkhan.toml")
    shell = Shell(qt_application(), Look(language="fa"), config.office.name)
    equipment = equip(config, folder, shell)
    scope, xform = equipment.scope("technician"), to_xform(CLAIM.encode(), name="claim").xform
    equipment.store.forms.install(scope, form_id="claim", version="1", name="Claim", hash="", xform=xform)
    counter = Counter(equipment)
    shell.resize(1280, 800)
    shell.show()
    QTest.qWaitForWindowExposed(shell)
    found = {}
    for number in range(1, many + 1):
        visit(counter, f"person{number}")
        if number in (_FEW, many):
            found["few" if number == _FEW else "many"] = held()
    print(json.dumps(found))
    equipment.store.close()
    return 0


def visit(counter: Counter, secret: str) -> None:
    """Come, answer, end; and the next one may come."""
    for condition in Person(counter, secret).steps():
        wait(condition)
    counter.happen(Event.CLEARED)


def wait(condition: Callable[[], bool]) -> None:
    """Let the window go on until `condition` is true."""
    until = time.monotonic() + _PATIENCE
    while not condition():
        QApplication.processEvents()
        if time.monotonic() > until:
            raise TimeoutError
    for _ in range(3):
        QApplication.processEvents()


def held() -> dict[str, float]:
    """What this process holds once everything that goes has gone."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return {"megabytes": resident() / 2**20, "widgets": len(QApplication.allWidgets())}


if __name__ == "__main__":
    sys.exit(main())

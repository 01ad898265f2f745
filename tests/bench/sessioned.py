"""One person after the other at one counter: from the first touch to the end of a form that is given up; a process."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from forms.xlsform import to_xform
from kiosk.app import qt_application
from kiosk.config_file import read_config
from kiosk.counter import Counter
from kiosk.demo.script import Script
from kiosk.equip import equip
from kiosk.session import Event
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.bench.holding import resident
from tests.kiosk.counter.conftest import CLAIM
from tests.kiosk.wipe.person import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FEW, _MANY = 10, 500


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
    found: dict[str, dict[str, float]] = {}
    status = played(visits(counter, many, found))
    print(json.dumps(found))
    equipment.store.close()
    return status


def played(steps: Iterator[Callable[[], bool]]) -> int:
    """Play `steps` inside a running event loop: outside of one Qt deletes no page that was to be deleted later."""
    script = Script(steps)
    script.ended.connect(lambda error: QApplication.exit(0 if error is None else 1))
    return QApplication.exec()


def visits(counter: Counter, many: int, found: dict[str, dict[str, float]]) -> Iterator[Callable[[], bool]]:
    """Let one person after the other come, answer and end; put what is held after few and after `many` into `found`."""
    for number in range(1, many + 1):
        yield from Person(counter, f"person{number}").steps()
        counter.happen(Event.CLEARED)
        if number in (_FEW, many):
            yield lambda: True  # the loop deletes the pages
            gc.collect()
            yield lambda: True  # and what went with them
            found["few" if number == _FEW else "many"] = held()


def held() -> dict[str, float]:
    """What this process holds now."""
    return {"megabytes": resident() / 2**20, "widgets": len(QApplication.allWidgets())}


if __name__ == "__main__":
    sys.exit(main())

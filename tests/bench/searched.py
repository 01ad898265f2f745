"""Home with 500 services, searched letter by letter; a process of its own."""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assets import read
from assets.services import CROP_DAMAGE, SERVICES, Service
from assets.texts import Text
from kiosk.app import qt_application
from kiosk.catalogue import Offer
from kiosk.screens.home import HomeScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from sync.store.records import FormKey, FormState, InstalledForm

_SERVICES, _EVENTS, _WORDS_EACH = 500, 12, 40
_ASKED = (
    "زمینم خشک شده",
    "خصارت محسول",
    "شناسنمه گم کردم",
    "پول برق خانه را بدهم",
    "electrcity bill",
    "می‌خواهم فامیلی‌ام عوض شود",
)


def catalogue() -> tuple[Offer, ...]:
    """The packaged services among 500, whose words are the names of villages."""
    names = [row["name"] for row in csv.DictReader(StringIO(read("places/villages.csv").decode()))]
    chance = random.Random(4)  # noqa: S311 - the same catalogue in each run
    events = [Text(name) for name in names[:_EVENTS]]
    made = []
    for number in range(_SERVICES - len(SERVICES)):
        title, purpose, words = (Text(" ".join(chance.sample(names, count))) for count in (2, 6, _WORDS_EACH))
        service = replace(
            CROP_DAMAGE, form_id=f"s{number}", title=title, life_event=chance.choice(events), purpose=purpose
        )
        made.append(_offer(replace(service, words=(words,))))
    return (*made, *(_offer(service) for service in SERVICES))


def _offer(service: Service) -> Offer:
    key = FormKey("bench", service.form_id, "1", "0" * 16)
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return Offer(InstalledForm(key, service.form_id, "md5:0", FormState.CURRENT, (), moment), service)


def measure(screen: HomeScreen) -> list[float]:
    """Return the milliseconds of each key stroke; the very first, which makes the index, is told apart."""
    times = []
    field = screen.search.field
    for asked in _ASKED:
        field.clear()
        settle()
        for letter in asked:
            started = time.perf_counter()
            QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
            settle()
            times.append((time.perf_counter() - started) * 1000)
    print("the first key, with the index", round(times[0]), "ms", file=sys.stderr)
    return times[1:]


def settle() -> None:
    """Let everything be laid out and painted that waits for it."""
    for _ in range(3):
        QApplication.processEvents()


def main() -> int:
    """Print the list of milliseconds as JSON."""
    shell = Shell(qt_application(), Look(language="fa"), "دهیاری چشمه‌علی")
    screen = HomeScreen(shell.look, catalogue())
    shell.resize(1280, 800)
    shell.show_screen(screen)
    shell.show()
    QTest.qWaitForWindowExposed(shell)
    screen.search.field.setFocus()
    settle()
    print(json.dumps(measure(screen)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

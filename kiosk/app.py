"""The composition root: one application, one window, one counter, until the next process takes over."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.counter import Counter
from kiosk.equip import equip
from kiosk.launched import SWITCH
from kiosk.screens.plain import NoticeScreen, cannot_open
from kiosk.shell import Shell
from kiosk.system import keep_memory_private, replace_process
from kiosk.theme import Look
from kiosk.updating import best_time
from kiosk.widgets import install_roles
from sync.keys.errors import KeyFault
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assets.texts import Text
    from kiosk.config import Config
    from kiosk.equipment import Equipment
    from kiosk.launched import Launched

log = logging.getLogger(__name__)
_SWEEP_SECONDS = 60
_GREETING = 300  # milliseconds that belong to the first page alone: what delivery loads would make it wait
# Qt Multimedia tells of every library that a faster picture could be had with, and of its own version.
_QUIET = "qt.multimedia.symbolsresolver*=false\nqt.multimedia.ffmpeg.info=false"


def qt_application() -> QApplication:
    """Return the application object, named as screen readers name it."""
    QLoggingCategory.setFilterRules(_QUIET)
    existing = QApplication.instance()
    # The style by name: asking for it later hands the style object to Python, which reads all of its enums.
    app = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("Pishkhan")
    app.setApplicationDisplayName("")
    install_roles()
    return app


def run_counter(
    config: Config,
    data: Path,
    successor: Sequence[str],
    *,
    attend: Callable[[Counter], object] | None = None,
    launched: Launched | None = None,
) -> int:
    """Run the counter of `config` on the folder `data` and return the exit status.

    After each person the process is replaced by the program with the arguments `successor`. `attend` is given the
    counter before the first event: a demonstration walks through it. `launched` is its place among the releases.
    """
    keep_memory_private()
    app = qt_application()
    look = Look(language=config.languages[0])
    shell = Shell(app, look, config.office.name)
    try:
        equipment = equip(config, data, shell)
    except (KeyFault, StoreError) as fault:
        if launched is not None and launched.is_on_trial():
            log.exception("this release does not open the counter")
            return 1
        return _show_trouble(app, shell, fault.text, full_screen=config.full_screen)
    counter = Counter(equipment)
    counter.cleared.connect(app.quit)
    attending = attend(counter) if attend is not None else None
    _show(shell, full_screen=config.full_screen)
    _sweep(equipment)
    sweeper = QTimer(interval=_SWEEP_SECONDS * 1000)
    sweeper.timeout.connect(lambda: _sweep(equipment))
    sweeper.start()
    QTimer.singleShot(_GREETING, lambda: _begin_delivery(equipment))
    if launched is not None:
        QTimer.singleShot(_GREETING, lambda: launched.say_healthy(best_time(equipment.store, equipment.clock)))
    try:
        status = app.exec()
    finally:
        counter.end()
        equipment.delivery.end()
        if equipment.calls is not None:
            equipment.calls.close()
        equipment.store.close()
    del attending  # it was kept alive until here
    if counter.is_cleared:
        if launched is not None and launched.has_to_go():
            return SWITCH
        replace_process(successor)
    return status


def _begin_delivery(equipment: Equipment) -> None:
    """Start delivery, and let it go on at once when the machine has a line again."""
    from kiosk.system.network import LineWatch

    equipment.delivery.health_report = equipment.health_report
    equipment.delivery.start()
    if equipment.health_report.form(equipment.store) is not None:
        equipment.press.look(lambda _printed: None)  # so that the report can tell how the printer is
    watch = LineWatch()
    watch.setParent(equipment.delivery)
    watch.returned.connect(equipment.delivery.nudge)


def _sweep(equipment: Equipment) -> None:
    """Shred the interrupted drafts whose time is over; a store that refuses is told at the desk and asked again."""
    try:
        equipment.store.drafts.sweep(equipment.scope("program"), equipment.clock.now())
    except StoreError as fault:
        log.exception("interrupted drafts were not swept")
        equipment.delivery.news.tell(fault.text)


def _show_trouble(app: QApplication, shell: Shell, reason: Text, *, full_screen: bool) -> int:
    """Show why the counter cannot open, to whoever can mend it; nothing is changed."""
    screen = NoticeScreen(shell.look, cannot_open(reason))
    screen.next_wanted.connect(app.quit)
    shell.header.aloud.hide()  # what would read is not there
    shell.show_screen(screen)
    shell.end_wanted.connect(app.quit)
    _show(shell, full_screen=full_screen)
    app.exec()
    return 1


def _show(shell: Shell, *, full_screen: bool) -> None:
    if full_screen:
        shell.setGeometry(shell.screen().geometry())  # without a window manager nobody else makes it as large
        shell.showFullScreen()
    else:
        shell.resize(1280, 800)
        shell.show()

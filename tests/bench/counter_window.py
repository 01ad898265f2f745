"""The counter in a process of its own, as `pishkhan kiosk` opens it: touched once, or used for a whole visit."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

import kiosk.cli.run  # noqa: F401 - the command as a person starts it, with all that it imports
from kiosk.config_file import read_config
from tests.bench.finger import Finger

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.counter import Counter
    from kiosk.demo.outside import Outside
    from kiosk.demo.script import Script


def touched(counter: Counter) -> Finger:
    """Touch attract once, print when the next page was painted, and end."""
    from PySide6.QtWidgets import QApplication

    from kiosk.screens.attract import AttractScreen
    from kiosk.screens.comfort import ComfortScreen
    from kiosk.widgets import Heading

    shell = counter.equipment.shell

    def start() -> QWidget:
        screen = shell.screen_shown
        assert isinstance(screen, AttractScreen)
        return screen  # any touch on it begins

    def answer() -> QWidget | None:
        screen = shell.screen_shown
        return screen.findChild(Heading) if isinstance(screen, ComfortScreen) else None

    def tell() -> None:
        print(time.monotonic(), flush=True)
        QApplication.quit()

    return Finger(start, answer, tell)


def visited(counter: Counter) -> Script:
    """Hand in one application with a photo, print its receipt, say goodbye; then print the memory held, and end."""
    from PySide6.QtWidgets import QApplication

    from kiosk.demo.hand import Hand
    from kiosk.demo.script import Script
    from kiosk.demo.walk import Walk
    from tests.bench.holding import resident

    class NoOutside:
        """There is no line to break, nor a centre: its program must not be counted as the counter's."""

        def line_down(self) -> None: ...

        def line_up(self) -> None: ...

        def decide(self, status: str, message: str) -> None: ...

    class BareHand(Hand):
        """Takes no pictures of the window: they would be held too."""

        def photograph(self, name: str) -> None:
            del name

    folder = Path(sys.argv[2])
    hand, photo = BareHand(counter.equipment.shell, folder), folder / "photo.jpg"
    walk = Walk(counter, hand, cast("Outside", NoOutside()), photo)
    script = Script(walk.act("hand-in"))

    def tell(error: Exception | None) -> None:
        print("resident", resident(), flush=True)
        QApplication.exit(0 if error is None else 1)

    script.ended.connect(tell)
    return script


def main() -> int:
    """Open the counter of the folder named by the second argument and do with it what the first one says."""
    folder = Path(sys.argv[2])
    config = read_config(folder / "pishkhan.toml")
    from kiosk.app import run_counter

    return run_counter(config, folder, ["--version"], attend={"touched": touched, "visited": visited}[sys.argv[1]])


if __name__ == "__main__":
    sys.exit(main())

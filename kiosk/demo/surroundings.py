"""What a demonstration needs around it: a private session bus, an unlocked keyring, and a screen if there is none."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assets.texts import T, Text
from kiosk.program import again, outside_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_INSIDE = "PISHKHAN_DEMO_INSIDE"


class SurroundingsMissing(Exception):
    """A program that the demonstration stands on is not installed; `text` names it."""

    def __init__(self, program: str) -> None:
        """Name the missing program."""
        self.text: Text = T("The program {program} is missing. Run “make setup” and try again.", program=program)
        super().__init__(program)


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform == "win32"


def enter(arguments: list[str], *, screen: str = "1280x800") -> None:
    """Start this program again inside a private bus and, without a display, a virtual screen; return when inside.

    The keyring of the person at the machine is never touched. Raises SurroundingsMissing.
    """
    if os.environ.get(_INSIDE) or sys.platform == "win32":
        return
    command = again(*arguments)
    environment = {**outside_environment(), _INSIDE: "window" if has_display() else "screen"}
    if not has_display():
        environment["QT_QPA_PLATFORM"] = "xcb"
        command = [_found("xvfb-run"), "-a", "-s", f"-screen 0 {screen}x24", *command]
    command = [_found("dbus-run-session"), "--", *command]
    os.execve(command[0], command, environment)  # noqa: S606 - our own program again


def watched() -> bool:
    """Whether a person is looking: a real display, not our virtual screen."""
    return os.environ.get(_INSIDE) != "screen" and has_display()


@contextmanager
def unlocked_keyring(collections: Path) -> Iterator[None]:
    """Run a Secret Service on the private bus, its collections in that folder. Raises SurroundingsMissing."""
    if sys.platform == "win32":
        yield
        return
    with TemporaryDirectory(prefix="pishkhan-") as sockets:  # a socket's path must be short
        places = {"XDG_DATA_HOME": str(collections), "XDG_RUNTIME_DIR": sockets}
        _start_keyring(outside_environment() | places)
        yield  # it ends with the bus


def _start_keyring(environment: Mapping[str, str]) -> None:
    subprocess.run(
        [_found("gnome-keyring-daemon"), "--unlock", "--components=secrets", "--daemonize"],
        input=secrets.token_hex(16),
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _found(program: str) -> str:
    path = which(program)
    if path is None:
        raise SurroundingsMissing(program)
    return path

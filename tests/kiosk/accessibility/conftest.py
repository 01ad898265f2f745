"""A display, a session bus, an accessibility bus, the screens, and a screen reader: all real, all private to a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = Path("/usr/bin/python3")
MOST_TRIES = 200
Node = dict[str, Any]


@dataclass
class Ear:
    """What a person with a screen reader meets: shows screens, and tells what the bus says of them."""

    screens: subprocess.Popen[str]
    reader: subprocess.Popen[str]

    def show(self, screen: str) -> str:
        """Show `screen`; returns the window's title."""
        return _ask(self.screens, screen).rstrip("\n")

    def tree(self) -> list[Node]:
        """Everything that is shown, in the order of the tree."""
        found: list[Node] = json.loads(_ask(self.reader, "tree"))
        return found

    def press(self, name: str) -> None:
        """Do the first action of what is called `name`, as a switch or a braille display does."""
        assert json.loads(_ask(self.reader, f"press {name}"))

    def announced(self) -> list[str]:
        """What was announced since this was last asked."""
        heard: list[str] = json.loads(_ask(self.reader, "heard"))
        return heard

    def walk(self) -> list[str]:
        """Press Tab all round the window; the names of what had the focus, one after the other, beginning on top."""
        walked: list[str] = json.loads(_ask(self.screens, "tab"))
        return walked

    def until(self, find: Callable[[], Any]) -> Any:
        """Ask again until `find` gives something; each try is a round over the bus."""
        for _ in range(MOST_TRIES):
            if found := find():
                return found
        pytest.fail("the bus never told it")


@pytest.fixture(scope="module", params=["fa", "en"])
def ear(request: pytest.FixtureRequest) -> Iterator[Ear]:
    """The screens in a language, and a screen reader on the same bus."""
    _skip_without_atspi()
    with ExitStack() as stack:
        display = _spawn(stack, ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        env = dict(os.environ, DISPLAY=f":{_line(display)}", QT_QPA_PLATFORM="xcb", PYTHONPATH=str(ROOT))
        env |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "0"}
        env.pop("AT_SPI_BUS_ADDRESS", None)
        bus = _spawn(stack, ["dbus-daemon", "--session", "--nofork", "--print-address=1"], env)
        env["DBUS_SESSION_BUS_ADDRESS"] = _line(bus)
        _spawn(stack, [str(LAUNCHER), "--launch-immediately"], env)
        screens = _spawn(stack, [sys.executable, "-m", "tests.kiosk.accessibility.stage", request.param], env)
        reader = _spawn(stack, [str(SYSTEM_PYTHON), "-W", "ignore", str(HERE / "reader.py")], env)
        met = Ear(screens, reader)
        met.show("home")
        met.until(met.tree)
        yield met


def _skip_without_atspi() -> None:
    if not LAUNCHER.exists() or not SYSTEM_PYTHON.exists():
        pytest.skip("at-spi2-core is not installed")
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([str(SYSTEM_PYTHON), "-c", look], capture_output=True, check=False).returncode:
        pytest.skip("python3-gi or gir1.2-atspi-2.0 is not installed")


def _spawn(stack: ExitStack, command: list[str], env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
    )
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(10)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _line(process: subprocess.Popen[str]) -> str:
    return _pipe(process.stdout).readline().strip()


def _ask(process: subprocess.Popen[str], wish: str) -> str:
    asked = _pipe(process.stdin)
    asked.write(f"{wish}\n")
    asked.flush()
    answer = _pipe(process.stdout).readline()
    assert answer, f"it ended over {wish!r}"
    return answer


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe

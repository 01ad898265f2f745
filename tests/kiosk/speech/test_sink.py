"""What comes out of a real sound server: heard, one after the other, and silent at once when it is to stop."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from array import array
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEEDED = ("pulseaudio", "parec", "espeak-ng")
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(any(shutil.which(each) is None for each in NEEDED), reason=f"needs {', '.join(NEEDED)}"),
]
ROOT = Path(__file__).resolve().parents[3]
RATE = 8000
LOUD = 500  # of 32767


@contextmanager
def running(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def heard(tmp_path: Path) -> tuple[list[str], array[int]]:
    """What the program told, and what a microphone at the loudspeaker would have taken up."""
    socket, taken = tmp_path / "native", tmp_path / "taken"
    env = dict(os.environ, HOME=str(tmp_path), XDG_RUNTIME_DIR=str(tmp_path), PULSE_SERVER=f"unix:{socket}")
    env |= {"PULSE_RUNTIME_PATH": str(tmp_path), "PULSE_STATE_PATH": str(tmp_path), "PYTHONPATH": str(ROOT)}
    server = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    server += ["--load=module-null-sink sink_name=ear", f"--load=module-native-protocol-unix socket={socket}"]
    server[-1] += " auth-anonymous=1"
    with ExitStack() as stack:
        stack.enter_context(running(server, env))
        wait_for(socket.exists)
        record = ["parec", "-d", "ear.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        stack.enter_context(running([*record, "--latency-msec=20", str(taken)], env))
        wait_for(lambda: taken.exists() and taken.stat().st_size > 0)
        speaking = [sys.executable, "-m", "tests.kiosk.speech.sounding"]
        done = subprocess.run(speaking, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
        told = done.stdout.splitlines()
    data = taken.read_bytes()
    return told, array("h", data[: len(data) // 2 * 2])


def wait_for(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not ready():
        assert time.monotonic() < until, "the sound server never came"
        time.sleep(0.02)


def test_it_is_heard_and_falls_silent_when_it_is_told_to(heard: tuple[list[str], array[int]]) -> None:
    told, taken = heard
    assert [line.split(" ", 1)[1].split()[0] for line in told] == ["asked", "began", "began", "began", "stopped"]
    assert told[1].endswith("یک")
    tenth = RATE // 10
    loud = [max(map(abs, taken[at : at + tenth]), default=0) > LOUD for at in range(0, len(taken), tenth)]
    assert sum(loud) >= 12  # tenths of a second: two words, and eight tenths of a long sentence
    stopped_early = sum(loud) < 40  # the long sentence alone would last five seconds
    assert stopped_early
    assert not any(loud[-2:])

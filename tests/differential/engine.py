"""An engine behind the contract of `form serve`: one JSON request a line in, one JSON report a line out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Timer
from typing import IO, TYPE_CHECKING, Any, Self

import pyxform

if TYPE_CHECKING:
    from collections.abc import Mapping

Report = dict[str, Any]
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
HARNESS = "JRHarness"


class EngineDied(Exception):
    """The engine ended, or was ended because it did not answer in time."""


class Engine:
    """A running engine process."""

    def __init__(self, command: list[str], seconds: float) -> None:
        """Start `command`; an answer may take `seconds`."""
        self._command = command
        self._seconds = seconds
        self._process = self._started()

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def ask(self, request: Mapping[str, Any]) -> Report:
        """Return the report; EngineDied when there is none in time (the next request finds a new process)."""
        asked, answered = _pipe(self._process.stdin), _pipe(self._process.stdout)
        alarm = Timer(self._seconds, self._process.kill)
        alarm.start()
        try:
            asked.write(json.dumps(request) + "\n")
            asked.flush()
            line = answered.readline()
        except BrokenPipeError:
            line = ""
        finally:
            alarm.cancel()
        if not line:
            self._end()
            self._process = self._started()
            raise EngineDied(f"no answer within {self._seconds:g} s")
        report: Report = json.loads(line)
        return report

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise EngineDied("the process has no pipes")
    return stream


def pishkhan(seconds: float = 60) -> Engine:
    """Return our own engine, as it is installed beside the Python that runs this."""
    return Engine([str(Path(sys.executable).parent / "pishkhan"), "form", "serve"], seconds)


def javarosa(harness: Path, classes: Path, seconds: float = 20) -> Engine | None:
    """Return JavaRosa behind `harness`, compiled into the folder `classes`; None where there is no Java for that."""
    compiler, machine = shutil.which("javac"), shutil.which("java")
    if compiler is None or machine is None or not harness.is_file():
        return None
    subprocess.run([compiler, "-nowarn", "-cp", str(JAR), "-d", str(classes), str(harness)], check=True)
    return Engine([machine, "-Duser.timezone=UTC", "-cp", f"{JAR}:{classes}", HARNESS, "--serve"], seconds)

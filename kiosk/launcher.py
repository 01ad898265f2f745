"""Starts the release whose turn it is, counts its tries, and goes back to the one before where it does not start.

It belongs to the program that was installed first and stays as it is: whatever an update brings, this still runs.
"""

from __future__ import annotations

import logging
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.launched import FOLDER, SWITCH, VERSION
from kiosk.program import outside_environment
from sync.releases.errors import FolderUnusable
from sync.releases.packing import PROGRAMS
from sync.releases.standing import Standing
from sync.releases.trial import begin, is_over, stayed, went_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from types import FrameType

    from sync.releases.standing import Releases

log = logging.getLogger(__name__)
PATIENCE = 900.0  # seconds until the first page; before it a large store may be backed up and migrated
_LOOK = 0.5
_KILLED = 128


@dataclass(frozen=True, slots=True)
class Installed:
    """The program that was installed first: its version, and the command line that runs it."""

    version: str
    command: Sequence[str]


@dataclass(frozen=True, slots=True)
class Start:
    """How a program is started: with which arguments, and how many seconds it has until its first page."""

    arguments: Sequence[str]
    patience: float = PATIENCE


class Launcher:
    """One folder of releases, beside the program that was installed first."""

    def __init__(self, releases: Releases, installed: Installed, start: Start, now: Callable[[], datetime]) -> None:
        self._releases, self._installed, self._start, self._now = releases, installed, start, now
        self._child: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self) -> int:
        """Start programs until one ends for good, and return its exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        while True:
            standing = self._next()
            if standing is None:
                return 1
            status = self._run(standing.current, ["kiosk", *self._start.arguments], on_trial=standing.tries is not None)
            failed = standing.tries is not None and self._is_on_trial()
            if self._is_ending() or not (status == SWITCH or failed):
                return status

    def _next(self) -> Standing | None:
        """Return the standing under which a program is started now, None where none can go on.

        Where nothing can be written it is the newest that was healthy: a try that is not counted might go on for ever.
        Where nothing can be read it is the program that was installed first.
        """
        healthy = Standing()
        try:
            standing = self._releases.standing()
            missing = bool(standing.current) and not self._releases.is_there(standing.current)
            last = (standing.current if standing.tries is None else standing.before) or ""
            healthy = Standing(current=last if self._releases.is_there(last) else "")
            if (is_over(standing) or missing) and not self._go_back(standing):
                return None
            return self._releases.change(lambda one: begin(one, self._installed.version))
        except FolderUnusable:
            log.exception("the releases cannot be used; what was healthy last is started")
            return healthy

    def _go_back(self, standing: Standing) -> bool:
        """Let the older program take the store back; where it must not, the newer one stays.

        False where neither of the two runs: then the older one has said so on its window. A machine that ends in
        between has decided nothing: the next start asks again.
        """
        older = standing.before or ""
        if self._run(older, ["store", "go-back", *self._start.arguments]) == 0:
            self._releases.change(lambda one: went_back(one, self._now()))
            return True
        if self._is_ending():
            return False
        log.error("release %s stays: the program before it cannot go on with the store", standing.current)
        self._releases.change(lambda one: stayed(one, self._now()))
        if standing.leaving:
            return True
        self._run(older, ["kiosk", *self._start.arguments])
        return False

    def _run(self, version: str, arguments: Sequence[str], *, on_trial: bool = False) -> int:
        """Run a release to its end; one that cannot even be started has ended with 1."""
        if self._is_ending():
            return _status(-signal.SIGTERM)
        environment = outside_environment() | {FOLDER: str(self._releases.folder), VERSION: version}
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # another program, not another process of ours
        try:
            self._child = subprocess.Popen([*self._program(version), *arguments], env=environment)
        except OSError:
            log.exception("release %s cannot be started", version)
            return 1
        if self._is_ending():  # told since the question above, when there was nobody yet to pass it on to
            self._child.terminate()
        try:
            return self._wait(self._child, on_trial=on_trial)
        finally:
            self._child = None

    def _wait(self, child: subprocess.Popen[bytes], *, on_trial: bool) -> int:
        left = self._start.patience
        while on_trial and self._is_on_trial():
            try:
                return _status(child.wait(_LOOK))
            except subprocess.TimeoutExpired:
                left -= _LOOK
            if left <= 0:
                child.kill()
                break
        return _status(child.wait())

    def _program(self, version: str) -> list[str]:
        if not version:
            return list(self._installed.command)
        folder = self._releases.folder / version
        return [str(next((folder / name for name in PROGRAMS if (folder / name).exists()), folder / PROGRAMS[0]))]

    def _is_on_trial(self) -> bool:
        try:
            return self._releases.standing().tries is not None
        except FolderUnusable:
            return False

    def _is_ending(self) -> bool:
        """Asked each time anew: a signal comes between any two lines."""
        return self._ended

    def _end(self, number: int, _frame: FrameType | None) -> None:
        """The machine or its session ends: so does the program."""
        self._ended = True
        if self._child is not None:
            self._child.send_signal(number)


def _status(code: int) -> int:
    """Return the exit status as a shell tells it."""
    return code if code >= 0 else _KILLED - code

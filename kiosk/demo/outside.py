"""What happens beyond the counter in a demonstration: the line breaks and returns, an official decides.

The counter's process is replaced after each person, so the world outside lives in the process that started it; the
two speak in JSON lines over the counter's standard input and output.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.demo.line import Line
from kiosk.program import again
from sync.central.official_client import Official
from sync.central.running import running_central

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from sync.central.running import CentralHandle


class Outside:
    """The counter's end: each call returns once it has happened."""

    def __init__(self, ask: TextIO = sys.stdout, hear: TextIO = sys.stdin) -> None:
        """Speak over the standard streams."""
        self._ask, self._hear = ask, hear

    def line_down(self) -> None:
        """Break the line to the centre."""
        self._call("line_down")

    def line_up(self) -> None:
        """Bring the line back."""
        self._call("line_up")

    def decide(self, status: str, message: str) -> None:
        """Let the official decide on the newest submission."""
        self._call("decide", status=status, message=message)

    def _call(self, act: str, **details: str) -> None:
        print(json.dumps({"act": act, **details}), file=self._ask, flush=True)
        self._hear.readline()


class World:
    """The other end: a central service in a process of its own, and the line to it."""

    def __init__(self, central: CentralHandle, line: Line) -> None:
        """Let things happen to `central` and `line`."""
        self.central, self._line = central, line

    @property
    def token_url(self) -> str:
        """Where the counter finds the centre: over the line."""
        address = urlsplit(self.central.token_url)
        return address._replace(netloc=f"{address.hostname}:{self._line.port}").geturl()

    def decide(self, status: str, message: str) -> None:
        """Decide on the newest submission, as the official does in the browser."""
        with self._official() as official:
            newest = official.submissions()[0]
            official.decide(newest["form_id"], newest["instance_id"], status, message)

    def received(self) -> int:
        """Return how many submissions the centre holds."""
        with self._official() as official:
            return len(official.submissions())

    def answer(self, line: str) -> None:
        """Do what the counter asks for in one line."""
        asked = json.loads(line)
        match asked["act"]:
            case "line_up":
                self._line.up()
            case "line_down":
                self._line.down()
            case "decide":
                self.decide(asked["status"], asked["message"])

    def _official(self) -> Official:
        return Official(self.central.official_url, self.central.password)


@contextmanager
def open_world(data: Path) -> Iterator[World]:
    """Run a central service that keeps its data in `data`, behind a line that can be broken."""
    with running_central(data, program=again("central", "--for-parent")) as central:
        address = urlsplit(central.base_url)
        with Line((address.hostname or "", address.port or 0)) as line:
            yield World(central, line)

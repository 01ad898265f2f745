"""What happens beyond the counter in a demonstration: the line breaks and returns, an official decides.

The counter's process is replaced after each person, so the world outside lives in the process that started it; the
two speak in JSON lines over the counter's standard input and output.
"""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from kiosk.program import again
from sync.central.official_client import Official
from sync.central.running import running_central

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

    from sync.central.running import CentralHandle

_CENTRAL = again("central", "--for-parent")


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
    """The other end: a central service whose process is ended and started again on the same port."""

    def __init__(self, data: Path) -> None:
        """Keep the central's data in `data`."""
        self._data = data
        self._port = 0
        self._stack = ExitStack()
        self.central: CentralHandle | None = None

    def __enter__(self) -> Self:
        self.line_up()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def line_up(self) -> None:
        """Start the central."""
        self.central = self._stack.enter_context(running_central(self._data, port=self._port, program=_CENTRAL))
        self._port = int(self.central.base_url.rstrip("/").rsplit(":", 1)[1])

    def line_down(self) -> None:
        """End the central: nobody answers on its port."""
        self._stack.close()
        self.central = None

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
                self.line_up()
            case "line_down":
                self.line_down()
            case "decide":
                self.decide(asked["status"], asked["message"])

    def _official(self) -> Official:
        assert self.central is not None  # noqa: S101 - asked for only while the line is up
        return Official(self.central.official_url, self.central.password)

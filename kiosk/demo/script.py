"""A script is a generator that yields what must become true before it goes on; the window's event loop drives it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)
_LOOK_EVERY = 20  # milliseconds
_PATIENCE = 60_000  # milliseconds for one condition


class ScriptFailed(Exception):
    """What was waited for did not become true."""


class Script(QObject):
    """Drives one generator; `ended` carries None, or what went wrong."""

    ended = Signal(object)

    def __init__(self, steps: Iterator[Callable[[], bool]]) -> None:
        """Begin as soon as the event loop runs."""
        super().__init__()
        self._steps = steps
        self._condition: Callable[[], bool] = lambda: True
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._timer.stop()  # a step may open a dialog with an event loop of its own
        try:
            if not self._condition():
                self._wait()
            else:
                self._waited = 0
                self._condition = next(self._steps)
        except StopIteration:
            self._end(None)
        except Exception as error:
            log.exception("the script failed")
            self._end(error)
        else:
            self._timer.start()

    def _wait(self) -> None:
        self._waited += _LOOK_EVERY
        if self._waited > _PATIENCE:
            message = f"waited too long for {self._condition!r}"
            raise ScriptFailed(message)

    def _end(self, error: Exception | None) -> None:
        self._timer.stop()
        self.ended.emit(error)

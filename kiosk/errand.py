"""One errand of the technician's, in a thread and with a store connection of its own: no stick blocks the window."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal

from assets.texts import T
from kiosk.upkeep import Outcome
from sync.bundles.errors import BundleError, CarryingStopped
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.courier import Machine

log = logging.getLogger(__name__)
_TOLD_BYTES = 1_000_000  # more often nobody can read it


class Errand(QThread):
    """Does `act` once; `outcome` is there when it has finished. `advanced` tells in a Text how far a stick is."""

    advanced = Signal(object)

    def __init__(self, machine: Machine, act: Callable[[Machine, Errand], Outcome]) -> None:
        """Do `act` with `machine`, on another connection; `start` begins."""
        super().__init__()
        self._machine, self._act = machine, act
        self._written = self._told = 0
        self.outcome = Outcome(good=True, says=())

    def run(self) -> None:
        """Do it; a fault of the stick or of the store is an outcome, too."""
        try:
            with self._machine.store.for_thread() as store:
                self.outcome = self._act(replace(self._machine, store=store), self)
        except (BundleError, StoreError) as fault:
            log.warning("an errand was not done: %s", type(fault).__name__)
            self.outcome = Outcome(good=False, says=(fault.text,))

    def tell(self, size: int) -> None:
        """Hear that `size` bytes more are on their way to a stick; raises CarryingStopped once `stop` was called."""
        if self.isInterruptionRequested():
            raise CarryingStopped
        self._written += size
        if self._written - self._told >= _TOLD_BYTES:
            self._told = self._written
            megabytes = self._written // _TOLD_BYTES
            self.advanced.emit(T("Being written to the stick: {size} MB. Leave it in.", size=megabytes))

    def stop(self) -> None:
        """Leave off writing, and wait; what only reads is read to its end."""
        self.requestInterruption()
        self.wait()

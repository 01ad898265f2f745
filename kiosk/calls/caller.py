"""Calls for help from this machine: again and again, until somebody says that she is coming or nobody needs her."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.calls.datagram import Datagram, Word

if TYPE_CHECKING:
    from kiosk.calls.wire import Address, Wire

AGAIN = 2000  # milliseconds: a datagram may be lost


class Caller(QObject):
    """One call at a time; `coming` says that somebody at a lamp has answered it."""

    coming = Signal()

    def __init__(self, wire: Wire, device: str, lamps: tuple[Address, ...]) -> None:
        """Call from `device` to `lamps`."""
        super().__init__()
        self._wire, self._device, self._lamps = wire, device, lamps
        self._call = ""
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self._tell)
        wire.heard.connect(self._hear)

    def call(self) -> None:
        """Call, until `end`."""
        self._call = secrets.token_hex(8)
        self._tell()
        self._again.start()

    def end(self) -> None:
        """Nobody needs help any more."""
        self._again.stop()
        if self._call:
            self._wire.send(Datagram(Word.END, self._device, self._call), self._lamps)
        self._call = ""

    def _tell(self) -> None:
        self._wire.send(Datagram(Word.CALL, self._device, self._call), self._lamps)

    def _hear(self, datagram: Datagram, _address: Address) -> None:
        if datagram.word is Word.COMING and datagram.call == self._call:
            self.coming.emit()

"""The lamp at the desk: lights up for each machine that calls, and goes out when the call does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.calls.caller import AGAIN
from kiosk.calls.datagram import Datagram, Word

if TYPE_CHECKING:
    from kiosk.calls.wire import Address, Wire

MOST_MISSED = 5  # datagrams that may be lost in a row; after that the machine was switched off
MOST_LIT = 50  # machines whose calls are shown at once


class Lamp(QObject):
    """`changed` says that `lit` has become another one: device by call, in the order in which they called."""

    changed = Signal()

    def __init__(self, wire: Wire, device: str, *, again: int = AGAIN) -> None:
        """Light up at `device`; callers repeat themselves every `again` milliseconds."""
        super().__init__()
        self._wire, self._device = wire, device
        self.lit: dict[str, str] = {}
        self._from: dict[str, Address] = {}
        self._missed: dict[str, int] = {}
        self._waiting = QTimer(self, interval=again)
        self._waiting.timeout.connect(self._count)
        wire.heard.connect(self._hear)

    def answer(self) -> None:
        """Say to everybody who calls that somebody is coming; the lamp stays on until they take the call back."""
        for call, address in self._from.items():
            self._wire.send(Datagram(Word.COMING, self._device, call), [address])

    def _hear(self, datagram: Datagram, address: Address) -> None:
        if datagram.word is Word.END:
            self._put_out(datagram.call)
        elif datagram.word is Word.CALL and (datagram.call in self.lit or len(self.lit) < MOST_LIT):
            self._light(datagram, address)

    def _light(self, datagram: Datagram, address: Address) -> None:
        is_new = datagram.call not in self.lit
        self.lit[datagram.call], self._from[datagram.call] = datagram.device, address
        self._missed[datagram.call] = 0
        if is_new:
            self._waiting.start()
            self.changed.emit()

    def _count(self) -> None:
        for call in tuple(self._missed):
            self._missed[call] += 1
            if self._missed[call] > MOST_MISSED:
                self._put_out(call)

    def _put_out(self, call: str) -> None:
        if self.lit.pop(call, None) is None:
            return
        del self._from[call], self._missed[call]
        if not self.lit:
            self._waiting.stop()
        self.changed.emit()

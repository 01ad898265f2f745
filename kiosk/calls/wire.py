"""The socket that calls go through: sends and hears datagrams without ever making the window wait."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

from kiosk.calls.datagram import LONGEST, Datagram, opened, sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)
Address = tuple[str, int]  # IPv4 and port


class Wire(QObject):
    """Speaks to the machines that share `key`. `heard` carries a Datagram and the Address it came from."""

    heard = Signal(object, object)

    def __init__(self, key: bytes, listen: Address = ("0.0.0.0", 0)) -> None:  # noqa: S104 - any of its networks
        """Hear what comes to `listen`; port 0 takes any. Raises OSError when the port is not free."""
        super().__init__()
        self._key = key
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(0)
        self._socket.bind(listen)
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    @property
    def port(self) -> int:
        """The port that this machine hears on."""
        port: int = self._socket.getsockname()[1]
        return port

    def send(self, datagram: Datagram, to: Iterable[Address]) -> None:
        """Send `datagram`; who is not there hears nothing."""
        for address in to:
            try:
                self._socket.sendto(sealed(datagram, self._key), address)
            except OSError as error:  # no network: the sign on the screen is seen all the same
                log.info("a call did not reach %s: %s", address[0], error.strerror)

    def close(self) -> None:
        """Hear nothing any more."""
        self._notifier.setEnabled(False)
        self._socket.close()

    @Slot()
    def _hear(self) -> None:
        try:
            data, address = self._socket.recvfrom(LONGEST + 1)
        except OSError as error:  # an answer that nobody was there, or nothing after all
            log.debug("nothing to hear: %s", error)
            return
        datagram = opened(data, self._key)
        if datagram is None:
            log.warning("a datagram that no machine of this office sent came from %s", address[0])
        else:
            self.heard.emit(datagram, address)

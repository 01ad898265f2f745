"""When the machine has a line again, as NetworkManager tells it over D-Bus; where there is none, nothing is told.

https://networkmanager.dev/docs/api/latest/gdbus-org.freedesktop.NetworkManager.html
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_NAME = "org.freedesktop.NetworkManager"
_PATH = "/org/freedesktop/NetworkManager"
_CONNECTED_SITE = 60  # NM_STATE_CONNECTED_SITE; 70 is the whole internet, which a ministry's own network is not


class LineWatch(QObject):
    """`returned` says that the machine has a line again."""

    returned = Signal()

    def __init__(self, bus: QDBusConnection | None = None) -> None:
        """Listen on `bus`, the system's own by default."""
        super().__init__()
        self._up: bool | None = None
        self._bus = bus or _system_bus()
        if self._bus is not None:
            slot = SLOT("_hear(uint)")
            self._bus.connect(_NAME, _PATH, _NAME, "StateChanged", self, slot)  # type: ignore[call-overload]  # a str

    @Slot("uint")
    def _hear(self, state: int) -> None:
        before, self._up = self._up, state >= _CONNECTED_SITE
        if self._up and not before:
            self.returned.emit()


def _system_bus() -> QDBusConnection | None:
    if sys.platform != "linux":
        return None
    from PySide6.QtDBus import QDBusConnection  # after the first page, like all that delivery needs

    bus = QDBusConnection.systemBus()
    return bus if bus.isConnected() else None

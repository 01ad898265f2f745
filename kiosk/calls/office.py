"""Joins this machine to the calls of its office, as its technician has configured it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.calls.caller import Caller
from kiosk.calls.datagram import key_of
from kiosk.calls.lamp import Lamp
from kiosk.calls.wire import Wire

if TYPE_CHECKING:
    from kiosk.config import Help
    from kiosk.shell import Shell

log = logging.getLogger(__name__)


class OfficeCalls:
    """What this machine has of the calls: `caller` where it may call, `lamp` where it is one."""

    def __init__(self, wire: Wire, device: str, asked: Help) -> None:
        """Call and light up over `wire` as `device`, as far as `asked`."""
        self._wire = wire
        lamps = tuple((lamp, asked.port) for lamp in asked.lamps)
        self.caller = Caller(wire, device, lamps) if lamps else None
        self.lamp = Lamp(wire, device) if asked.lamp else None

    def show_in(self, shell: Shell) -> None:
        """Show the lamp in `shell`; what is pressed there answers."""
        lamp = self.lamp
        if lamp is not None:
            lamp.changed.connect(lambda: shell.call_bar.show_calls(tuple(dict.fromkeys(lamp.lit.values()))))
            shell.call_bar.answered.connect(lamp.answer)

    def close(self) -> None:
        """Take the call back and hear nothing any more."""
        if self.caller is not None:
            self.caller.end()
        self._wire.close()


def join_calls(asked: Help, device: str, secret: str) -> OfficeCalls | None:
    """Return the calls of the machine `device`; `secret` is what the machines of the office share.

    None where nothing is `asked`, without a secret, or with the port taken: the sign on the screen is what remains.
    """
    if not (asked.lamps or asked.lamp):
        return None
    if not secret:
        log.warning("calls for help need the token of the central: none was kept")
        return None
    try:
        wire = Wire(key_of(secret), ("0.0.0.0", asked.port if asked.lamp else 0))  # noqa: S104 - any of its networks
    except OSError as error:
        log.warning("no calls for help on port %s: %s", asked.port, error.strerror)
        return None
    return OfficeCalls(wire, device, asked)

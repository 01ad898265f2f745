"""Why a run of delivery ends early: something that concerns every record, not one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.openrosa.errors import OpenRosaError


class RunStopped(Exception):
    """The line, the key or the central itself; `online` tells whether the central was reached at all."""

    def __init__(self, error: OpenRosaError, *, online: bool) -> None:
        super().__init__(str(error))
        self.error, self.online = error, online

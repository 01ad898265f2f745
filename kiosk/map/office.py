"""The map of this office: opened when a question first asks for it, and kept open."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.map.tiles import MapFile

_log = logging.getLogger(__name__)


class OfficeMap:
    """The map file at `path`, if the office has supplied one."""

    def __init__(self, path: Path | None) -> None:
        """Open nothing yet."""
        self._path = path
        self._file: MapFile | None = None

    def __call__(self) -> MapFile | None:
        """Return the map; None where there is none or it cannot be used: places are typed then, as without it."""
        if self._file is None and self._path is not None:
            from kiosk.map.tiles import MapUnusable, open_map

            try:
                self._file = open_map(self._path)
            except MapUnusable as fault:
                _log.warning("The office's map cannot be used: %s", fault)
                self._path = None
        return self._file

"""How much goes in one POST: less after the line broke in the middle of one, more again when the line holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import Scope

LEAST = 64 * 1024  # bytes; below that the heads of the requests cost more than what is lost with one
_SETTING = "bytes of one POST"


class Pace:
    """Remembered in the store: the program starts anew after each visitor. Nothing is written on a good line."""

    def __init__(self, store: Store, scope: Scope, most: int) -> None:
        """`most` is the central's own batch limit in bytes."""
        self._settings, self._scope, self._most = store.settings, scope, most
        kept = self._settings.get(scope.central, _SETTING)
        self.limit = min(most, int(kept)) if kept else most

    def broke(self) -> None:
        """The line broke in the middle of a POST."""
        self._set(max(min(LEAST, self._most), self.limit // 2))

    def held(self) -> None:
        """A record was delivered."""
        self._set(min(self._most, self.limit * 2))

    def _set(self, limit: int) -> None:
        if limit != self.limit:
            self.limit = limit
            self._settings.put(self._scope, _SETTING, str(limit))

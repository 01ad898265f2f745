"""A key that the central refused is not knocked with again within the hour: some servers lock out after ten times."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.openrosa.errors import Unauthorised

if TYPE_CHECKING:
    from sync.openrosa.address import Central
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope

_PAUSE = timedelta(hours=1)
_SETTING = "refused key"


class RefusedKey:
    """Remembers in the store which key was refused and when: the program starts anew after each visitor."""

    def __init__(self, store: Store, central: Central, scope: Scope, clock: Clock) -> None:
        """Speak of the key that `central` holds now; another one is another fingerprint."""
        self._settings, self._scope, self._clock = store.settings, scope, clock
        known = repr((central.url, type(central.credentials), central.secret))
        self._fingerprint = sha256(known.encode()).hexdigest()[:16]

    def check(self) -> None:
        """Raise Unauthorised when this very key was refused less than an hour ago."""
        refused, _, at = (self._settings.get(self._scope.central, _SETTING) or "").partition(" ")
        if refused != self._fingerprint:
            return
        age = self._clock.now() - datetime.fromisoformat(at)
        if timedelta(0) <= age < _PAUSE:
            raise Unauthorised("this key was refused less than an hour ago")

    def remember(self) -> None:
        """This key was refused just now."""
        self._settings.put(self._scope, _SETTING, f"{self._fingerprint} {self._clock.now().isoformat()}")

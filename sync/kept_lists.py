"""Form lists and manifests as they came last, with their ETags: the program starts anew after each visitor.

An unchanged list then costs one 304. The token, which the lists' own addresses carry, is taken out of what is kept.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.openrosa.address import Central
    from sync.store import Store
    from sync.store.records import Scope

_PLACE = "{token}"
_LARGEST = 256 * 1024  # bytes; what is larger is fetched again


class KeptLists:
    """A central's tagged answers in the store's settings."""

    def __init__(self, store: Store, scope: Scope, central: Central) -> None:
        self._settings, self._scope, self._token = store.settings, scope, central.token

    def get(self, url: str) -> tuple[str, bytes] | None:
        """Return the ETag and the body that `url` gave last, None when nothing is kept."""
        kept = self._settings.get(self._scope.central, self._name(url))
        if kept is None:
            return None
        said = json.loads(kept)
        return said["etag"], self._filled(base64.b64decode(said["body"]))

    def put(self, url: str, etag: str, body: bytes) -> None:
        """Keep what `url` gave."""
        if len(body) <= _LARGEST:
            said = {"etag": etag, "body": base64.b64encode(self._emptied(body)).decode()}
            self._settings.put(self._scope, self._name(url), json.dumps(said))

    def _name(self, url: str) -> str:
        return "list " + (url.replace(self._token, _PLACE) if self._token else url)

    def _emptied(self, body: bytes) -> bytes:
        return body.replace(self._token.encode(), _PLACE.encode()) if self._token else body

    def _filled(self, body: bytes) -> bytes:
        return body.replace(_PLACE.encode(), self._token.encode()) if self._token else body

"""Media files of forms on their way in: fetched once, checked by hash, resumed file by file after a broken line."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from sync.store.records import MediaFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.openrosa.manifest import ListedMedia
    from sync.source import FormSource
    from sync.store import Store
    from sync.store.records import InstalledForm, Scope

_SETTING = "media that arrived"


class ArrivingMedia:
    """The media of forms that are not installed yet; which files came already is remembered across runs."""

    def __init__(self, store: Store, client: FormSource, scope: Scope) -> None:
        """Keep what comes in `store`, in the name of `scope`."""
        self._store, self._client, self._scope = store, client, scope

    def bring(self, listed: ListedMedia, current: InstalledForm | None) -> MediaFile:
        """Return the file as it is kept, fetching it only when neither the current edition nor a broken run had it.

        Raises what `OpenRosaClient.download` raises, and StoreFull.
        """
        return self._known(listed, current) or self.keep(listed, self._download(listed))

    def keep(self, listed: ListedMedia, content: Iterator[bytes]) -> MediaFile:
        """Keep `content` as the file `listed` and remember that it came."""
        stream = io.BufferedReader(_Arriving(content))
        kept = self._store.forms.add_media(self._scope, listed.filename, listed.hash, stream)
        if listed.hash:
            self._remember({**self._arrived(), listed.hash: (kept.sha256, kept.size)})
        return kept

    def forget(self) -> None:
        """Every form under way is installed, or what was remembered is not there: begin anew."""
        if self._arrived():
            self._remember({})

    def _known(self, listed: ListedMedia, current: InstalledForm | None) -> MediaFile | None:
        if not listed.hash:
            return None
        here = {file.hash: (file.sha256, file.size) for file in (current.media if current else ())}
        found = {**self._arrived(), **here}.get(listed.hash)
        return None if found is None else MediaFile(listed.filename, listed.hash, *found)

    def _download(self, listed: ListedMedia) -> Iterator[bytes]:
        # the hash of an entity list is not the md5 of its CSV
        return self._client.download(listed.download_url, expected="" if listed.is_entity_list else listed.hash)

    def _arrived(self) -> dict[str, tuple[str, int]]:
        kept = json.loads(self._store.settings.get(self._scope.central, _SETTING) or "{}")
        return {declared: (sha256, size) for declared, (sha256, size) in kept.items()}

    def _remember(self, arrived: dict[str, tuple[str, int]]) -> None:
        self._store.settings.put(self._scope, _SETTING, json.dumps(arrived, sort_keys=True))


class _Arriving(io.RawIOBase):
    """A stream over blocks that arrive; what the arrival raises comes out of `read`."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed's buffer has no slices
        while not self._left:
            try:
                self._left = next(self._blocks)
            except StopIteration:
                return 0
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count

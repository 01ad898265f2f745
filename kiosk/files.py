"""The files of one filling-in, kept by a control's worker while the window goes on."""

from __future__ import annotations

from io import BytesIO
from mimetypes import guess_type
from typing import TYPE_CHECKING
from uuid import uuid4

from sync.store.errors import NoSuchRecord

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import RecordKey, Scope


class DraftFiles:
    """Keeps and reads files of the draft `key`; every call opens a connection of its own, for any thread."""

    def __init__(self, store: Store, scope: Scope, key: RecordKey) -> None:
        """Keep files for the draft `key`."""
        self._store, self._scope, self._key = store, scope, key

    def keep(self, ref: str, data: bytes, suffix: str) -> str:
        """Keep `data` for the question `ref` and return its name, plain enough for every server to keep.

        Raises StoreError when it cannot be saved.
        """
        question = "".join(letter for letter in ref.rsplit("/", 1)[-1].lower() if letter.isascii() and letter.isalnum())
        name = f"{question or 'file'}-{uuid4().hex[:12]}{suffix.lower()}"
        with self._store.for_thread() as store:
            store.attachments.add(self._scope, self._key, name, guess_type(name)[0] or _UNKNOWN, BytesIO(data))
        return name

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a kept file, None when there is none of that name."""
        with self._store.for_thread() as store:
            try:
                with store.attachments.open(self._key, name) as content:
                    return content.read()
            except NoSuchRecord:
                return None


_UNKNOWN = "application/octet-stream"

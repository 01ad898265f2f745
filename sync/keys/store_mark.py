"""How far the store had come, noted outside of it: an older copy put in its place is told, not taken.

In the keyring; where the system hands the keys out and nothing can be kept beside them, in a file next to the store's
folder. That file is no help against who exchanges the whole disk.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.keys.errors import KeyFault, KeyHandedOut
from sync.store.durable import write_durably
from sync.store.errors import StoreError, StoreOlder
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from pathlib import Path

    from sync.keys.vault import Vault
    from sync.store import Store

log = logging.getLogger(__name__)
_MARK = "store-mark"
_NAMED = 16  # hex digits that tell one folder's mark from another's in the same keyring


def hold_against_mark(vault: Vault, store: Store) -> None:
    """Raise StoreOlder when the store has not all that it had at the last start; else note how far it is now."""
    kept = vault.get(_name(store.file.folder)) or _filed(store.file.folder)
    if kept is not None:
        number, _, known = kept.partition(" ")
        found = store.audit.hash_of(int(number)) if number.isdecimal() else None
        if found is None or found.hex() != known:
            raise StoreOlder(store.audit.size(), int(number) if number.isdecimal() else 0)
    try:
        note_mark(vault, store)
    except (KeyFault, StoreError):  # a full disk keeps no counter closed; the next start notes it
        log.warning("how far the store is could not be noted now", exc_info=True)


def note_mark(vault: Vault, store: Store) -> None:
    """Note how far the store is, whatever was noted before: after a backup was brought back on purpose."""
    number = store.audit.size()
    newest = store.audit.hash_of(number)
    if newest is None:  # nothing was done here yet
        return
    mark = f"{number} {newest.hex()}"
    try:
        vault.put(_name(store.file.folder), mark)
    except KeyHandedOut:
        with faults_told(store.file.folder.parent):
            write_durably(_path(store.file.folder), mark.encode())


def _name(folder: Path) -> str:
    return f"{_MARK}-{sha256(str(folder.absolute()).encode()).hexdigest()[:_NAMED]}"


def _filed(folder: Path) -> str | None:
    with faults_told(folder.parent):
        path = _path(folder)
        return path.read_text(encoding="ascii", errors="replace") if path.exists() else None


def _path(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.mark")

"""Bringing the store's key back into the vault: after a lost keyring, or on a new machine before its backup."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from sync.keys.errors import KeyMissing, NotTheKey
from sync.keys.store_key import keep_store_key, load_or_create_store_key, read_store_key
from sync.store.layout import DATABASE, KEY_CHECK, key_check

if TYPE_CHECKING:
    from pathlib import Path

    from sync.keys.vault import Vault


def bring_key_back(vault: Vault, folder: Path, written: str) -> None:
    """Keep the key `written` in the vault, if it is the one of the store in `folder`, or there is no store yet.

    Raises NotTheKey, and then nothing has changed, where another key opens what is here; KeyFault of the vault.
    """
    try:
        key = read_store_key(written)
    except KeyMissing as error:
        raise NotTheKey from error
    if (folder / DATABASE).exists() and not _opens(folder, key):
        raise NotTheKey
    keep_store_key(vault, key)


def _opens(folder: Path, key: bytes) -> bool:
    check = folder / KEY_CHECK
    return check.exists() and compare_digest(check.read_bytes(), key_check(key))


def current_key(vault: Vault) -> bytes:
    """Return the key that the vault holds; raises KeyMissing."""
    return load_or_create_store_key(vault, store_exists=True)

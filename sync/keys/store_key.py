"""The key of the local store: made once, and never again while the store exists."""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import TYPE_CHECKING

from sync.keys.credential_vault import CredentialVault
from sync.keys.errors import KeyMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.keys.vault import Vault

SERVICE = "pishkhan"
STORE_KEY = "store-key"
NEXT_STORE_KEY = "store-key-next"
_KEY_BYTES = 32


def find_vault(environment: Mapping[str, str], *, service: str = SERVICE) -> Vault:
    """Return where keys are kept: systemd's credentials if the store key was given so, else the system's keyring.

    Raises KeyringUnavailable, KeyringRefused.
    """
    given = CredentialVault.given(environment, service, STORE_KEY)
    if given is not None:
        return given
    from sync.keys.keyring_vault import KeyringVault  # only where it is asked: keyring and its bus load slowly

    return KeyringVault(service)


def load_or_create_store_key(vault: Vault, *, store_exists: bool) -> bytes:
    """Return the store's 32 bytes; makes and keeps a new key only where there is no store yet.

    Raises KeyMissing when the store exists and its key does not, and the other members of KeyFault.
    """
    kept = vault.get(STORE_KEY)
    if kept is not None:
        return _decoded(kept)
    if store_exists:
        raise KeyMissing
    key = new_store_key()
    keep_store_key(vault, key)
    return key


def new_store_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(_KEY_BYTES)


def keep_store_key(vault: Vault, key: bytes) -> None:
    """Make `key` the store's key in the vault; raises KeyringRefused and the other members of KeyFault."""
    vault.put(STORE_KEY, written_store_key(key))


def keep_next_store_key(vault: Vault, key: bytes) -> None:
    """Keep `key` beside the store's key until it has opened the store."""
    vault.put(NEXT_STORE_KEY, written_store_key(key))


def next_store_key(vault: Vault) -> bytes | None:
    """Return the key that a rekeying kept beside the store's key, None when there is none."""
    kept = vault.get(NEXT_STORE_KEY)
    return None if kept is None else _decoded(kept)


def forget_next_store_key(vault: Vault) -> None:
    """Remove it, once the store's key is settled."""
    vault.forget(NEXT_STORE_KEY)


def read_store_key(written: str) -> bytes:
    """Return the key that somebody brings back, as `written_store_key` writes it; raises KeyMissing."""
    return _decoded("".join(written.split()))


def written_store_key(key: bytes) -> str:
    """Return `key` as it is typed and kept."""
    return base64.b64encode(key).decode()


def _decoded(kept: str) -> bytes:
    try:
        key = base64.b64decode(kept, validate=True)
    except binascii.Error as error:
        raise KeyMissing from error
    if len(key) != _KEY_BYTES:
        raise KeyMissing
    return key

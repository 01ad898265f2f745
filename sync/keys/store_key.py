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
    key = secrets.token_bytes(_KEY_BYTES)
    vault.put(STORE_KEY, base64.b64encode(key).decode())
    return key


def _decoded(kept: str) -> bytes:
    try:
        key = base64.b64decode(kept, validate=True)
    except binascii.Error as error:
        raise KeyMissing from error
    if len(key) != _KEY_BYTES:
        raise KeyMissing
    return key

"""The names of a store's files in its folder, and the check of its key."""

from __future__ import annotations

import hashlib
import hmac

DATABASE = "store.db"
KEY_CHECK = "key.check"
BEFORE_MIGRATION = "before-migration-{version}.backup"


def key_check(key: bytes) -> bytes:
    """Return what stands beside a store to tell a wrong key from a damaged file; it does not tell the key."""
    return hmac.new(key, b"pishkhan store key", hashlib.sha256).digest()

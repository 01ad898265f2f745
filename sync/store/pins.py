"""PINs hashed with argon2id; loaded when a PIN is typed, and not when the store is opened."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)  # RFC 9106, low memory, on two cores


def hashed(pin: str) -> str:
    """Return what is kept of `pin`."""
    return HASHER.hash(pin)


def is_hash_of(kept: str, pin: str) -> bool:
    """Whether `kept` was made from `pin`."""
    try:
        return HASHER.verify(kept, pin)
    except VerifyMismatchError:
        return False

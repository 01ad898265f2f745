"""Sealing: one blob, or a stream in chunks, under its own AES-256-GCM key.

A sealed file is MAGIC, a 7-byte nonce prefix, then chunks of 64 KiB each with its tag. A chunk's nonce is the prefix,
its number in 4 bytes and one byte that is 1 for the last (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015), so that
cutting, swapping, repeating or appending chunks is noticed. `context` binds the bytes to what they belong to.
"""

from __future__ import annotations

import secrets
import struct
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.store.errors import StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK = 64 * 1024  # bytes
TAG = 16
_NONCE = 12
MAGIC = b"PKF1"
PREFIX = 7


def new_key() -> bytes:
    """Return a fresh 32-byte key."""
    return secrets.token_bytes(32)


def seal(key: bytes, content: bytes, context: bytes) -> bytes:
    """Return `content` sealed under `key`: nonce, ciphertext and tag."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return what `seal` was given; raises StoreDamaged when a bit, the length, the key or the context differs."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except (InvalidTag, ValueError) as error:  # ValueError: not even a nonce is left
        raise StoreDamaged from error


def seal_chunks(key: bytes, chunks: Iterable[bytes], context: bytes) -> Iterator[bytes]:
    """Yield the parts of a sealed file: its header, then each of `chunks` sealed; all but the last have CHUNK bytes."""
    prefix = secrets.token_bytes(PREFIX)
    header = MAGIC + prefix
    cipher = AESGCM(key)
    yield header
    for number, (chunk, last) in enumerate(_with_last(chunks)):
        yield cipher.encrypt(chunk_nonce(prefix, number, last=last), chunk, header + context)


def chunk_nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    """Return the nonce of a sealed file's chunk."""
    return prefix + struct.pack(">IB", number, last)


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield each chunk and whether it is the last; no chunks at all are one empty last one."""
    remaining = iter(chunks)
    chunk = next(remaining, b"")
    for following in remaining:
        yield chunk, False
        chunk = following
    yield chunk, True

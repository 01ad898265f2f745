"""Reads a SQLCipher file as somebody would who holds the store's key: every page, free ones too, and every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = 4096
_RESERVED = 80  # at the end of each page: IV (16), HMAC-SHA512 (64)
_IV = 16
_SALT = 16  # instead of the header of the first page
_WAL_HEADER = 32
_FRAME_HEADER = 24


def decrypted(folder: Path, key: bytes) -> bytes:
    """Return all pages of the store and of its log, decrypted, one after the other."""
    database = (folder / "store.db").read_bytes()
    pages = [_page(page, number, key) for number, page in enumerate(_pieces(database, PAGE))]
    log = folder / "store.db-wal"
    frames = log.read_bytes()[_WAL_HEADER:] if log.exists() else b""
    for frame in _pieces(frames, _FRAME_HEADER + PAGE):
        number = int.from_bytes(frame[:4], "big")
        pages.append(_page(frame[_FRAME_HEADER:], number - 1, key))
    return b"".join(pages)


def _pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content) - size + 1, size))


def _page(page: bytes, number: int, key: bytes) -> bytes:
    start = _SALT if number == 0 else 0
    iv = page[PAGE - _RESERVED :][:_IV]
    decryptor = Cipher(AES(key), CBC(iv)).decryptor()
    return decryptor.update(page[start : PAGE - _RESERVED]) + decryptor.finalize()

"""The keys that sign releases: one file each, sealed under a passphrase, made once on a machine of the ministry's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner

from sync.releases.errors import KeysUnusable
from sync.store.durable import sync_folder

if TYPE_CHECKING:
    from pathlib import Path


def make_key(folder: Path, name: str, passphrase: bytes) -> CryptoSigner:
    """Make the key `name` in `folder`, for its owner alone and sealed under `passphrase`."""
    private = Ed25519PrivateKey.generate()
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))
    handle = os.open(_path(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
    return CryptoSigner(private)


def read_key(folder: Path, name: str, passphrase: bytes) -> CryptoSigner:
    """Return the key `name` from `folder`. Raises KeysUnusable where it is not there or sealed otherwise."""
    try:
        private = load_pem_private_key(_path(folder, name).read_bytes(), passphrase)
        if not isinstance(private, Ed25519PrivateKey):
            raise KeysUnusable
        return CryptoSigner(private)
    except (OSError, ValueError, TypeError) as error:
        raise KeysUnusable from error


def key_names(folder: Path, role: str) -> tuple[str, ...]:
    """Return the names of the keys of `role` that lie in `folder`, in order."""
    return tuple(sorted(path.stem for path in folder.glob(f"{role}*.pem")))


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.pem"

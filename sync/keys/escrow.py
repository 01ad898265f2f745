"""The store's key in escrow: wrapped to the fleet's public key, so that a lost keyring loses nothing.

Whoever holds the fleet's private key unwraps it on another machine, with this program or with

    openssl pkeyutl -decrypt -inkey fleet.pem -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256

over what stands under "wrapped". The file protects nothing by lying beside the store, and gives nothing away.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from sync.keys.errors import EscrowDamaged, EscrowKeyUnfit
from sync.store.durable import write_durably
from sync.store.layout import key_check
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

ESCROW = "key.escrow"
_FORMAT = 1
_SMALLEST_KEY = 2048  # bits
_NAMED = 16  # hex digits that tell an earlier key's file from another's


@dataclass(frozen=True, slots=True)
class Escrow:
    """A wrapped store key: `fleet` is the SHA-256 of the public key (hex), `check` tells which store key is inside."""

    fleet: str
    check: bytes
    wrapped: bytes

    def holds(self, key: bytes, fleet: str) -> bool:
        """Whether this is `key`, wrapped to the fleet's key of that fingerprint."""
        return self.fleet == fleet and compare_digest(self.check, key_check(key))


def wrap(key: bytes, fleet: RSAPublicKey) -> Escrow:
    """Wrap the store's 32 bytes."""
    return Escrow(fingerprint(fleet), key_check(key), fleet.encrypt(key, _padding()))


def unwrap(escrow: Escrow, private: RSAPrivateKey) -> bytes:
    """Return the store's key; raises EscrowDamaged when it is wrapped to another fleet's key or was changed."""
    try:
        key = private.decrypt(escrow.wrapped, _padding())
    except ValueError as error:
        raise EscrowDamaged from error
    if not compare_digest(key_check(key), escrow.check):
        raise EscrowDamaged
    return key


def keep_in_escrow(folder: Path, key: bytes, fleet: bytes) -> bool:
    """Make sure that the store's `key` lies wrapped in `folder`; `fleet` is the public key in PEM.

    Returns whether it had to be written: at the first start, after a rekeying, for another fleet's key. The key before
    stays in a file of its own, for the backups made under it. Raises EscrowKeyUnfit, StoreFull, StoreFault.
    """
    public = fleet_key(fleet)
    with faults_told(folder):
        before = _kept(folder / ESCROW)
        if before is not None and before.holds(key, fingerprint(public)):
            return False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if before is not None and before.check != key_check(key):
            write_durably(folder / f"key-{before.check.hex()[:_NAMED]}.escrow", written_escrow(before))
        write_durably(folder / ESCROW, written_escrow(wrap(key, public)))
    return True


def _kept(path: Path) -> Escrow | None:
    """Return what lies there, None where there is none, or none that anybody could use."""
    try:
        return read_escrow(path.read_bytes())
    except (FileNotFoundError, EscrowDamaged):
        return None


def written_escrow(escrow: Escrow) -> bytes:
    """Return the file's content."""
    about = {
        "format": _FORMAT,
        "fleet": escrow.fleet,
        "check": escrow.check.hex(),
        "wrapped": base64.b64encode(escrow.wrapped).decode(),
    }
    return json.dumps(about, indent=1).encode() + b"\n"


def read_escrow(content: bytes) -> Escrow:
    """Read what `written_escrow` wrote; raises EscrowDamaged."""
    try:
        about = json.loads(content)
        if about["format"] != _FORMAT:
            raise EscrowDamaged
        return Escrow(
            str(about["fleet"]), bytes.fromhex(about["check"]), base64.b64decode(about["wrapped"], validate=True)
        )
    except (ValueError, KeyError, TypeError) as error:
        raise EscrowDamaged from error


def fleet_key(pem: bytes) -> RSAPublicKey:
    """Read the fleet's public key; raises EscrowKeyUnfit for what is no RSA key of 2048 bits or more."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise EscrowKeyUnfit from error
    if not isinstance(key, RSAPublicKey) or key.key_size < _SMALLEST_KEY:
        raise EscrowKeyUnfit
    return key


def fingerprint(key: RSAPublicKey) -> str:
    """Return the SHA-256 of the public key in hex."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _padding() -> OAEP:
    return OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None)

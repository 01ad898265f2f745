"""Who seals and signs: this side's own keys, and the cards by which others know them."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.bundles.errors import CardRefused, NameUnfit

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME = re.compile(r"[\w.-]{1,100}")  # it is a word of the card, and of a file's name on sticks of any kind


@dataclass(frozen=True, slots=True)
class Card:
    """A partner: its name, its Ed25519 public key (32 bytes) and its age recipient ("age1…"). Nothing secret."""

    name: str
    key: bytes
    recipient: str

    def __post_init__(self) -> None:
        """Refuse a name that would make the card unreadable: NameUnfit."""
        _require_name(self.name)

    def __str__(self) -> str:
        """Write it as one line of three words."""
        return f"{self.name} {base64.b64encode(self.key).decode()} {self.recipient}"

    @classmethod
    def read(cls, line: str) -> Card:
        """Read what `str` wrote; raises CardRefused."""
        words = line.split()
        try:
            name, key, recipient = words
            raw = base64.b64decode(key, validate=True)
            Ed25519PublicKey.from_public_bytes(raw)
            pyrage.x25519.Recipient.from_str(recipient)
        except (ValueError, binascii.Error, pyrage.RecipientError) as error:
            raise CardRefused from error
        return cls(name, raw, recipient)


def read_cards(lines: Iterable[str]) -> tuple[Card, ...]:
    """Return the cards of a file, one a line; empty lines and those that begin with # do not count."""
    return tuple(Card.read(line) for line in lines if line.strip() and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Own:
    """This side's keys: it signs with `signer` and opens what was sealed for `identity`."""

    name: str
    signer: Ed25519PrivateKey
    identity: pyrage.x25519.Identity

    def __post_init__(self) -> None:
        """Refuse a name that would make the card unreadable: NameUnfit."""
        _require_name(self.name)

    @property
    def card(self) -> Card:
        """By which others know this side."""
        return Card(self.name, self.signer.public_key().public_bytes_raw(), str(self.identity.to_public()))

    @classmethod
    def generate(cls, name: str) -> Own:
        """Return new keys; raises NameUnfit."""
        return cls(name, Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())

    @classmethod
    def of(cls, name: str, signer: Ed25519PrivateKey, identity: str) -> Own:
        """Return keys that are kept apart: `identity` is the text of an age identity. Raises CardRefused."""
        try:
            return cls(name, signer, pyrage.x25519.Identity.from_str(identity))
        except pyrage.IdentityError as error:
            raise CardRefused from error

    def secret(self) -> str:
        """Return all of it as text, to be kept where nobody else reads."""
        return f"{self.name} {base64.b64encode(self.signer.private_bytes_raw()).decode()} {self.identity}\n"

    @classmethod
    def read(cls, secret: str) -> Own:
        """Read what `secret` returned; raises CardRefused."""
        try:
            name, key, identity = secret.split()
            signer = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key, validate=True))
            return cls(name, signer, pyrage.x25519.Identity.from_str(identity))
        except (ValueError, binascii.Error, pyrage.IdentityError) as error:
            raise CardRefused from error


def _require_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise NameUnfit

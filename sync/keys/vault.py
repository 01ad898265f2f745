"""What a place for keys can do, and what the rest of the program may know about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from assets.texts import Text


class Protection(StrEnum):
    """What stands between a thief and the keys.

    A login keyring opens with a password, a credential with the machine, a sealed one only in this very machine's TPM.
    """

    KEYRING = "keyring"
    CREDENTIAL = "credential"
    TPM = "tpm"

    @property
    def rank(self) -> int:
        """How safe it is beside the others; to a lower rank nobody comes without saying so."""
        return 2 if self is Protection.TPM else 1


@dataclass(frozen=True, slots=True)
class KeyLevel:
    """Where the keys are kept: the backend's type name and what it protects with, for the health report."""

    protection: Protection
    backend: str
    text: Text


class Vault(Protocol):
    """A place for small secrets by name; every method raises the members of KeyFault."""

    def get(self, name: str) -> str | None:
        """Return the secret, None when it was never put."""

    def put(self, name: str, secret: str) -> None:
        """Keep the secret and make sure that it is kept; KeyringRefused where that is not so."""

    def forget(self, name: str) -> None:
        """Remove the secret; removing what is not there is no error."""

    def describe(self) -> KeyLevel:
        """Return which backend this is and what level of protection it gives."""

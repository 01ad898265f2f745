"""Keys that systemd hands to the kiosk's service as files (LoadCredential, LoadCredentialEncrypted): read only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assets.texts import T
from sync.keys.errors import KeyHandedOut, KeyringUnavailable
from sync.keys.vault import KeyLevel, Protection

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "CREDENTIALS_DIRECTORY"
_BACKEND = "systemd credential"


class CredentialVault:
    """Secrets as files named `SERVICE.NAME` in the folder of credentials; made and changed with systemd-creds only."""

    def __init__(self, folder: Path, service: str) -> None:
        self._folder = folder
        self._service = service

    @classmethod
    def given(cls, environment: Mapping[str, str], service: str, name: str) -> CredentialVault | None:
        """Return the vault if this process was given the credential `name`, None if not."""
        folder = environment.get(VARIABLE)
        if not folder:
            return None
        vault = cls(Path(folder), service)
        return vault if vault._path(name).is_file() else None

    def get(self, name: str) -> str | None:
        """Return the secret, None when it was not given; raises KeyringUnavailable when it cannot be read."""
        try:
            return self._path(name).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise KeyringUnavailable from error

    def put(self, name: str, secret: str) -> None:  # noqa: ARG002 - the vault's signature
        """Refuse: a service cannot change its own credentials."""
        raise KeyHandedOut(_BACKEND)

    def forget(self, name: str) -> None:  # noqa: ARG002 - the vault's signature
        """Refuse: a service cannot change its own credentials."""
        raise KeyHandedOut(_BACKEND)

    def describe(self) -> KeyLevel:
        """Return that the system hands the keys out."""
        text = T("The keys are handed out by the system when the counter starts: safe while the machine is off.")
        return KeyLevel(Protection.CREDENTIAL, _BACKEND, text)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._service}.{name}"

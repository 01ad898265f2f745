"""Keys that systemd hands to the kiosk's service as files (LoadCredential, LoadCredentialEncrypted): read only."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import TYPE_CHECKING

from assets.texts import T
from sync.keys.errors import KeyHandedOut, KeyringRefused, KeyringUnavailable
from sync.keys.vault import KeyLevel, Protection

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "CREDENTIALS_DIRECTORY"
SEALED_FILE = "PISHKHAN_SEALED_KEY"  # where the unit's LoadCredentialEncrypted has the key, to tell how it is sealed
_USUAL_FOLDER = "/etc/credstore.encrypted"
_BACKEND = "systemd credential"
# The first 16 bytes name what seals a credential; see systemd's src/shared/creds-util.h.
_BY_TPM = frozenset(
    bytes.fromhex(scheme)
    for scheme in (
        "0c7cc07b117645919c4b0bea08bc20fe",  # the TPM
        "faf7eb9341e3412ca1a436f95a29362f",  # the TPM with a signed policy
        "93a894094874449090caf2fc93cab553",  # the TPM and the host's key
        "af4950a849134eb1a73846304ff30c05",  # both, with a signed policy
    )
)
_BY_NOTHING = bytes.fromhex("058469daf6f54324800549da0f8ea2fb")
_SCHEME = 16


class CredentialVault:
    """Secrets as files named `SERVICE.NAME` in the folder of credentials; made and changed with systemd-creds only."""

    def __init__(self, folder: Path, service: str, sealed: Path | None = None) -> None:
        """Read from `folder`; `sealed` is the file that the system unsealed, where it can be looked at."""
        self._folder = folder
        self._service = service
        self._sealed = sealed

    @classmethod
    def given(cls, environment: Mapping[str, str], service: str, name: str) -> CredentialVault | None:
        """Return the vault if this process was given the credential `name`, None if not.

        Raises KeyringRefused when it is sealed with nothing at all.
        """
        folder = environment.get(VARIABLE)
        if not folder:
            return None
        vault = cls(Path(folder), service, Path(environment.get(SEALED_FILE, f"{_USUAL_FOLDER}/{service}.{name}")))
        if not vault._path(name).is_file():
            return None
        if vault._scheme() == _BY_NOTHING:
            raise KeyringRefused(_BACKEND)
        return vault

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
        """Return that the system hands the keys out, and whether this machine's TPM seals them."""
        if self._scheme() in _BY_TPM:
            sealed = T("The keys are sealed to this machine's security chip: they open in no other machine.")
            return KeyLevel(Protection.TPM, _BACKEND, sealed)
        text = T("The keys are handed out by the system when the counter starts: safe while the machine is off.")
        return KeyLevel(Protection.CREDENTIAL, _BACKEND, text)

    def _scheme(self) -> bytes:
        """Return what names the sealing, nothing where the sealed file cannot be looked at."""
        try:
            written = self._sealed.read_bytes() if self._sealed is not None else b""
            return base64.b64decode(b"".join(written.split()))[:_SCHEME]
        except (OSError, binascii.Error):
            return b""

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._service}.{name}"

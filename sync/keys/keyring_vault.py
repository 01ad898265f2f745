"""The system's keyring as a vault. Backends are allowed by their very type: everything else is refused.

keyring itself falls back without a word to whatever is installed, down to files that anybody can read
(keyrings.alt) or to nothing at all (null); here that is an error.
"""

from __future__ import annotations

import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import keyring
from keyring.backends import chainer, fail
from keyring.errors import InitError, KeyringError, NoKeyringError, PasswordDeleteError
from keyring.errors import KeyringLocked as BackendLocked

from assets.texts import T
from sync.keys.errors import KeyringLocked, KeyringRefused, KeyringUnavailable
from sync.keys.vault import KeyLevel, Protection

if sys.platform == "linux":
    import secretstorage
    from jeepney.wrappers import DBusErrorResponse
    from secretstorage.exceptions import ItemNotFoundException, SecretStorageException

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

_SECRET_SERVICE = "keyring.backends.SecretService.Keyring"  # noqa: S105 - a type's name
_WINDOWS = "keyring.backends.Windows.WinVaultKeyring"
ALLOWED = frozenset({_SECRET_SERVICE, _WINDOWS})


class KeyringVault:
    """Secrets in the keyring of the logged-in user, under the name of one service."""

    def __init__(self, service: str) -> None:
        """Find an allowed backend; raises KeyringUnavailable or KeyringRefused."""
        self._service = service
        self._backend = _allowed(keyring.get_keyring())

    def get(self, name: str) -> str | None:
        """Return the secret, None when it was never put; raises KeyringLocked, KeyringUnavailable."""
        with self._faults_told():
            return self._backend.get_password(self._service, name)

    def put(self, name: str, secret: str) -> None:
        """Keep the secret and read it back; raises KeyringRefused when it is not what was put."""
        with self._faults_told():
            self._backend.set_password(self._service, name, secret)
            kept = self._backend.get_password(self._service, name)
        if kept != secret:
            raise KeyringRefused(_type_name(self._backend))

    def forget(self, name: str) -> None:
        """Remove the secret; removing what is not there is no error."""
        with self._faults_told():
            try:
                self._backend.delete_password(self._service, name)
            except PasswordDeleteError:
                if self._backend.get_password(self._service, name) is not None:
                    raise

    def describe(self) -> KeyLevel:
        """Return which keyring keeps the keys."""
        text = T("The keys are in the system's keyring: safe while nobody is logged in.")
        return KeyLevel(Protection.KEYRING, _type_name(self._backend), text)

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            if _type_name(self._backend) == _SECRET_SERVICE:
                _require_unlocked()
            yield
        except BackendLocked as error:
            raise KeyringLocked from error
        except (InitError, NoKeyringError) as error:
            raise KeyringUnavailable from error
        except KeyringError as error:
            raise KeyringRefused(_type_name(self._backend)) from error


def _allowed(backend: KeyringBackend) -> KeyringBackend:
    """Return `backend` if it is allowed, or of several chained ones the first that is."""
    chained: list[KeyringBackend] = list(backend.backends) if isinstance(backend, chainer.ChainerBackend) else [backend]
    for candidate in chained:
        if _type_name(candidate) in ALLOWED:
            return candidate
    if all(isinstance(candidate, fail.Keyring) for candidate in chained):
        raise KeyringUnavailable
    raise KeyringRefused(_type_name(chained[0]))


def _require_unlocked() -> None:
    """Refuse a locked keyring at once: keyring would ask for its password on a screen where visitors stand."""
    if sys.platform != "linux":
        return
    try:
        with closing(secretstorage.dbus_init()) as connection:
            locked = secretstorage.Collection(connection).is_locked()
    except ItemNotFoundException as error:  # nobody has set a default collection up yet: that asks on the screen too
        raise KeyringUnavailable from error
    except (SecretStorageException, DBusErrorResponse, OSError) as error:
        raise KeyringUnavailable from error
    if locked:
        raise KeyringLocked


def _type_name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"

"""Why a key cannot be had; every error carries a `text` that tells the technician what to do.

KeyFault
├── KeyringUnavailable   this session has no keyring service that may be used
├── KeyringLocked        there is one, and it is locked
├── KeyringRefused       the only keyring found would keep keys readable, or it does not keep what it is given
│   └── KeyHandedOut     the system gives the key at the start; it is changed there and not from here
├── KeyMissing           the keyring works, but the key of a store that exists is not in it: never made anew
├── KeyDowngraded        the key is kept less safely than before, and nobody said that it may be
├── NotTheKey            a key that was brought back is not the one of this store
├── EscrowKeyUnfit       the fleet's key is no RSA key, or too short: without it no key is wrapped
└── EscrowDamaged        the wrapped key cannot be opened with this private key
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T

if TYPE_CHECKING:
    from assets.texts import Text


class KeyFault(Exception):
    """Base of every reason for which a key cannot be had; `text` tells the technician what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


class KeyringUnavailable(KeyFault):
    """This session has no keyring service that may be used."""

    def __init__(self) -> None:
        super().__init__(
            T(
                "No keyring is running, so the key of this counter cannot be read. Nothing was lost. "
                "Log in with a password, or give the key as a system credential; then start again."
            )
        )


class KeyringLocked(KeyFault):
    """The keyring is locked."""

    def __init__(self) -> None:
        super().__init__(
            T(
                "The keyring is locked, so the key of this counter cannot be read. Nothing was lost. "
                "Unlock it and try again."
            )
        )


class KeyringRefused(KeyFault):
    """The only keyring found would keep keys readable, or it does not keep what it is given."""

    def __init__(self, backend: str) -> None:
        super().__init__(
            T(
                "The keyring {backend} does not keep keys safe and is not used. Set up the system's keyring.",
                backend=backend,
            )
        )
        self.backend = backend


class KeyHandedOut(KeyringRefused):
    """The system gives the key at the start; it is changed there and not from here."""

    def __init__(self, backend: str) -> None:
        text = T(
            "The system hands this key out when the counter starts, so it cannot be changed from here. Nothing was "
            "changed. Change it with systemd-creds."
        )
        KeyFault.__init__(self, text)
        self.backend = backend


class KeyMissing(KeyFault):
    """The key of a store that exists is not where it was kept; a new one would lose what the old one locked."""

    def __init__(self) -> None:
        super().__init__(
            T(
                "The key of this counter is not in the keyring any more, and no new one was made. What is stored stays "
                "locked until the key is brought back from the escrow or a backup."
            )
        )


class KeyDowngraded(KeyFault):
    """The key is kept less safely than before; nobody said that it may be."""

    def __init__(self, before: str, now: str) -> None:
        super().__init__(
            T(
                "The key of this counter was kept more safely before ({before}) than it is now ({now}). Nothing was "
                "lost. Put it back, or accept it with “pishkhan keys accept-level”.",
                before=before,
                now=now,
            )
        )


class NotTheKey(KeyFault):
    """What was brought back is no key, or not the one of the store that is here."""

    def __init__(self) -> None:
        super().__init__(T("This is not the key of the store on this machine. Nothing was changed."))


class EscrowKeyUnfit(KeyFault):
    """The fleet's key is no RSA key, or too short."""

    def __init__(self) -> None:
        super().__init__(
            T("The fleet's key cannot be used: it must be an RSA key of 2048 bits or more, in a PEM file.")
        )


class EscrowDamaged(KeyFault):
    """The wrapped key cannot be opened with this private key, or was changed."""

    def __init__(self) -> None:
        super().__init__(T("This private key does not open the key in escrow, or the file was changed."))

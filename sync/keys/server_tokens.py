"""The tokens that open the central services to this device: in the vault, never in the store, a file or a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.keys.vault import Vault


def server_token(vault: Vault, central: str) -> str | None:
    """Return the token for the central `central`, None when none was kept."""
    return vault.get(_name(central))


def keep_server_token(vault: Vault, central: str, token: str) -> None:
    """Keep the token for the central `central`, in place of the one before."""
    vault.put(_name(central), token)


def forget_server_token(vault: Vault, central: str) -> None:
    """Remove the token for the central `central`."""
    vault.forget(_name(central))


def _name(central: str) -> str:
    return f"token-{central}"

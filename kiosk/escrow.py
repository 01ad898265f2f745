"""The store's key in escrow, as the machine's configuration asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sync.keys.errors import EscrowKeyUnfit
from sync.keys.escrow import ESCROW, keep_in_escrow

if TYPE_CHECKING:
    from kiosk.config import Config


def escrow_now(config: Config, folder: Path, key: bytes) -> Path | None:
    """Make sure that `key` lies wrapped beside the store; returns the file, None where no fleet key is configured.

    Raises EscrowKeyUnfit, also for a fleet key that cannot be read: a machine without escrow would lose its
    applications with its keyring, and nobody would know.
    """
    if not config.fleet_key:
        return None
    try:
        fleet = Path(config.fleet_key).read_bytes()
    except OSError as error:
        raise EscrowKeyUnfit from error
    keep_in_escrow(folder, key, fleet)
    return folder / ESCROW

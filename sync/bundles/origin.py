"""How a device names its central to whoever delivers for it: address and secret, inside what only that one can open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sync.bundles.errors import BundleForbidden
from sync.openrosa.address import Central
from sync.openrosa.auth import credentials_of, written_credentials

if TYPE_CHECKING:
    from pathlib import Path


def written_central(central: Central) -> dict[str, str]:
    """Return what another needs to deliver to `central` in this device's name."""
    about = {"id": central.id, "url": central.url, "language": central.language, "device": central.device_id}
    return about | written_credentials(central.credentials)


def read_central(about: dict[str, Any], *, instead: str = "", ca: Path | None = None) -> Central:
    """Return the central that `written_central` wrote; `instead` takes the place of its scheme and host.

    `ca` is this side's own PEM file of a private authority. Raises BundleForbidden.
    """
    try:
        url, name = str(about["url"]), str(about["id"])
        parts = urlsplit(url)
        if instead:
            url = f"{instead.rstrip('/')}{parts.path}"
        credentials = credentials_of(str(about["auth"]), str(about["user"]), str(about["secret"]))
        return Central(name, url, credentials, ca=ca, language=str(about["language"]), device_id=str(about["device"]))
    except (KeyError, ValueError) as error:
        raise BundleForbidden from error

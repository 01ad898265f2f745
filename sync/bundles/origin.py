"""How a device names its central to whoever delivers for it: address and secret, inside what only that one can open."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sync.bundles.errors import BundleForbidden
from sync.openrosa.address import Central
from sync.openrosa.auth import credentials_of, written_credentials
from sync.openrosa.xroad import XRoad

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Way:
    """How a far end reaches the centrals of those for whom it delivers.

    `instead` takes the place of scheme and host, `ca` is a PEM file of a private authority, `certificate` one of the
    far end's own certificate and key. Behind X-Road, the machine's own client asks, or `client` where the far end is
    another member; `direct` leaves the exchange out, for a far end beside the central.
    """

    instead: str = ""
    ca: Path | None = None
    certificate: Path | None = None
    client: str = ""
    direct: bool = False


def written_central(central: Central) -> dict[str, Any]:
    """Return what another needs to deliver to `central` in this device's name."""
    about = {"id": central.id, "url": central.url, "language": central.language, "device": central.device_id}
    exchange = {} if central.xroad is None else {"xroad": asdict(central.xroad)}
    return about | exchange | written_credentials(central.credentials)


def read_central(about: dict[str, Any], way: Way) -> Central:
    """Return the central that `written_central` wrote, as it is reached by `way`; raises BundleForbidden."""
    try:
        url, root, xroad = _place(about, way)
        return Central(
            id=str(about["id"]),
            url=url,
            root=root,
            xroad=xroad,
            credentials=credentials_of(str(about["auth"]), str(about["user"]), str(about["secret"])),
            ca=way.ca,
            certificate=way.certificate,
            language=str(about["language"]),
            device_id=str(about["device"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BundleForbidden from error


def _place(about: dict[str, Any], way: Way) -> tuple[str, str, XRoad | None]:
    """Return the central's OpenRosa base, and the service's root where an exchange leads to it."""
    url = str(about["url"])
    parts = urlsplit(url)
    server = (way.instead or f"{parts.scheme}://{parts.netloc}").rstrip("/")
    if "xroad" not in about:
        return (f"{server}{parts.path}" if way.instead else url), "", None
    theirs = XRoad(**{str(name): str(value) for name, value in dict(about["xroad"]).items()})
    service = theirs.root("")
    if not parts.path.startswith(f"{service}/"):
        raise BundleForbidden
    path = parts.path.removeprefix(service)
    if way.direct:
        return f"{(way.instead or theirs.base).rstrip('/')}{path}", "", None
    ours = XRoad(way.client or theirs.client, theirs.service, theirs.base, theirs.user)
    root = ours.root(server)
    return f"{root}{path}", root, ours

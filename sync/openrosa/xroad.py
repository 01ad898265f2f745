"""X-Road: the same calls through a security server, which signs them and passes them on to the central's own.

https://docs.x-road.global/Protocols/pr-rest_x-road_message_protocol_for_rest.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sync.openrosa.errors import ExchangeTrouble, NotInExchange, OpenRosaError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

ERROR = "X-Road-Error"
_NOT_LET_IN = ("AccessDenied", "UnknownMember", "UnknownService", "UnknownClient", "InvalidClientIdentifier", "SslAuth")


@dataclass(frozen=True, slots=True)
class XRoad:
    """Who asks whom: `client` (instance/class/member[/subsystem]), `service` (…/service), and the user, "" for nobody.

    `base` is the address by which the central names itself in its lists; the exchange reaches it as `service`.
    """

    client: str
    service: str
    base: str
    user: str = ""

    def root(self, security_server: str) -> str:
        """Return the address of the service at the security server of our own side."""
        return f"{security_server.rstrip('/')}/r1/{_encoded(self.service)}"

    def headers(self, request_id: UUID) -> Mapping[str, str]:
        """Return what goes with one request; the id is what both sides find it by in their logs."""
        about = {"X-Road-Client": _encoded(self.client), "X-Road-Id": str(request_id)}
        return about | ({"X-Road-UserId": self.user} if self.user else {})

    def reached(self, url: str, root: str) -> str:
        """Return an address that the central named as the exchange reaches it; others stay as they are."""
        base = self.base.rstrip("/")
        return root + url[len(base) :] if url == base or url.startswith(f"{base}/") else url


def exchange_fault(code: str) -> OpenRosaError:
    """Return what an X-Road-Error of this `code` means: the exchange itself failed, the central said nothing."""
    last = code.rpartition(".")[2]
    if code.startswith("Client.") or any(last.startswith(name) for name in _NOT_LET_IN):
        return NotInExchange(f"the exchange refused: {code}")
    return ExchangeTrouble(f"the exchange failed: {code}")


def _encoded(parts: str) -> str:
    return "/".join(quote(part, safe="") for part in parts.split("/"))

"""Where a central service is and how it is reached; a value, so that a kiosk may serve several."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit

from sync.openrosa.auth import Basic, Credentials, Digest, PathToken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sync.openrosa.xroad import XRoad

_PATH_TOKEN = re.compile(r"(/key/)[^/\s?#'\"]+")
_USER_INFO = re.compile(r"(//)[^/@\s]+@")
_PORTS = {"http": 80, "https": 443}
MASK = "…"


@dataclass(frozen=True, slots=True)
class Central:
    """One central service: `url` is the OpenRosa base (`…/v1/key/{token}/projects/1`), `ca` a PEM of a private CA.
    With `xroad`, `url` leads through a security server, where `root` is the service's own address.
    `certificate` is a PEM of this machine's own certificate and key, where the other side asks for one (a relay).
    With `relay`, `url` leads to a relay, which is handed the credentials and meets the central's challenge itself.

    `batch_limit` bounds the bytes of one POST; `connect_timeout` and `read_timeout` are seconds of silence.
    """

    id: str
    url: str = field(repr=False)
    credentials: Credentials = field(default_factory=PathToken)
    ca: Path | None = None
    certificate: Path | None = None
    relay: bool = False
    batch_limit: int = 2_000_000
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    language: str = "fa"
    device_id: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)
    xroad: XRoad | None = None
    root: str = field(default="", repr=False)

    def reached(self, url: str) -> str:
        """Return the address under which what the central names `url` is reached from here."""
        return url if self.xroad is None else self.xroad.reached(url, self.root)

    def endpoint(self, name: str) -> str:
        """Return the URL of `name` (formList, submission) under the base."""
        return f"{self.url.rstrip('/')}/{name}"

    def holds(self, url: str) -> bool:
        """Tell whether `url` is on this central's own host and port, over no weaker a scheme than its own."""
        try:
            mine, theirs = urlsplit(self.url), urlsplit(url)
            return _as_strong(mine, theirs)
        except ValueError:  # a bracket or a port that is none
            return False

    @property
    def token(self) -> str:
        """The token in the path, "" where there is none; never to be shown."""
        found = _PATH_TOKEN.search(self.url)
        return found[0].removeprefix(found[1]) if found else ""

    @property
    def secret(self) -> str:
        """What the credentials hold besides the URL; for comparing, never for showing."""
        return "" if isinstance(self.credentials, PathToken) else f"{self.credentials.user}:{self.credentials.password}"

    def mask(self, text: str) -> str:
        """Return `text` fit for a log: without token, user or password."""
        if isinstance(self.credentials, Digest | Basic) and self.credentials.password:
            for secret in {self.credentials.password, quote(self.credentials.password, safe="")}:
                text = text.replace(secret, MASK)
        return mask(text)


def _as_strong(mine: SplitResult, theirs: SplitResult) -> bool:
    if theirs.hostname != mine.hostname or theirs.scheme not in _PORTS:
        return False
    if mine.scheme == "http" and theirs.scheme == "https":
        return True
    return theirs.scheme == mine.scheme and _port(theirs) == _port(mine)


def _port(url: SplitResult) -> int:
    return url.port or _PORTS[url.scheme]


def mask(text: str) -> str:
    """Return `text` without a token in a path or a user and password before a host."""
    return _USER_INFO.sub(rf"\g<1>{MASK}@", _PATH_TOKEN.sub(rf"\g<1>{MASK}", text))

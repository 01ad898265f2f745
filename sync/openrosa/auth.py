"""How a kiosk proves itself to a central: token in the path, Digest, or Basic where nobody can listen."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync.openrosa.errors import Unauthorised

if TYPE_CHECKING:
    from requests.auth import AuthBase

_HANDED_OVER = "Pishkhan-Relay"  # the scheme's name; nobody else's server knows it
_LOOPBACK = re.compile(r"^(localhost|127(\.\d{1,3}){3}|::1)$")


@dataclass(frozen=True, slots=True)
class PathToken:
    """An ODK Central app user: the token is already part of the base URL."""


@dataclass(frozen=True, slots=True)
class Digest:
    """HTTP Digest, as Ona and Kobo ask for it."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Basic:
    """HTTP Basic; only over HTTPS or to this very machine."""

    user: str
    password: str = field(repr=False)


Credentials = PathToken | Digest | Basic


def credentials_of(auth: str, user: str, secret: str) -> Credentials:
    """Return what `auth` names ("digest", "basic", else the token in the path), as configurations and bundles do."""
    if auth == "digest":
        return Digest(user, secret)
    if auth == "basic":
        return Basic(user, secret)
    return PathToken()


def written_credentials(credentials: Credentials) -> dict[str, str]:
    """Return what `credentials_of` takes, for whoever delivers in this machine's name."""
    match credentials:
        case PathToken():
            return {"auth": "token", "user": "", "secret": ""}
        case Digest(user, secret):
            return {"auth": "digest", "user": user, "secret": secret}
        case Basic(user, secret):
            return {"auth": "basic", "user": user, "secret": secret}


def handed_over(credentials: Credentials) -> str:
    """Return the Authorization by which a relay is given what it needs to deliver in this machine's name."""
    about = json.dumps(written_credentials(credentials)).encode()
    return f"{_HANDED_OVER} {base64.b64encode(about).decode()}"


def read_handed_over(header: str) -> Credentials:
    """Return what `handed_over` wrote; PathToken for anything else."""
    scheme, _, about = header.partition(" ")
    if scheme != _HANDED_OVER:
        return PathToken()
    try:
        found = json.loads(base64.b64decode(about, validate=True))
        return credentials_of(str(found["auth"]), str(found["user"]), str(found["secret"]))
    except (binascii.Error, ValueError, KeyError, TypeError):
        return PathToken()


def is_loopback(url: str) -> bool:
    """Tell whether `url` names this machine, where plain http cannot be overheard."""
    return _LOOPBACK.match(urlsplit(url).hostname or "") is not None


def is_private(url: str) -> bool:
    """Tell whether what is sent to `url` cannot be read on the way: https, or this machine."""
    scheme = urlsplit(url).scheme
    return scheme == "https" or (scheme == "http" and is_loopback(url))


def authentication(credentials: Credentials, url: str) -> AuthBase | None:
    """Return what requests needs for `credentials` at the central `url`; raises Unauthorised before a secret leaks."""
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth  # loads slowly, and the window needs the values above

    match credentials:
        case PathToken():
            return None
        case Digest(user, password):

            class Utf8Digest(HTTPDigestAuth):
                """Names are UTF-8 on the line (RFC 7616): requests hashes them so, http.client writes Latin-1."""

                def build_digest_header(self, method: str, url: str) -> str | None:
                    header: str | None = super().build_digest_header(method, url)  # type: ignore[no-untyped-call]
                    return header and header.encode().decode("latin-1")

            return Utf8Digest(user, password)
        case Basic(user, password):
            if not is_private(url):
                raise Unauthorised("a password is sent only over https")
            return HTTPBasicAuth(user.encode(), password.encode())  # RFC 7617; requests would take latin-1

"""A central as KoboToolbox and Ona are: accounts with passwords, Digest with nonces that expire, or Basic."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import requests

from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

_REALM = "accounts"
_PAIR = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


def _md5(*words: str) -> str:
    return hashlib.md5(":".join(words).encode(), usedforsecurity=False).hexdigest()


@dataclass
class Accounts:
    """Lets accounts in at `/USER/…` and passes on to a real central, whose own address is `token_url`.

    `posted` are the accounts whose submissions came through, `refused` counts wrong answers to a challenge,
    `bodies` the bytes of bodies, those that were only challenged too.
    """

    token_url: str
    passwords: dict[str, str]
    basic: bool = False
    posted: list[str] = field(default_factory=list)
    refused: int = 0
    bodies: int = 0
    _nonces: set[str] = field(default_factory=set)
    _issued: int = 0

    def expire(self) -> None:
        """Know no nonce of before any more."""
        self._nonces.clear()

    def answer(self, asked: Asked) -> Reply:
        self.bodies += len(asked.body)
        user = asked.path.split("/")[1]
        said = asked.headers.get("Authorization", "")
        if not (self._basic(user, said) if self.basic else self._digest(user, said, asked)):
            return self._challenge()
        if asked.method == "POST":
            self.posted.append(user)
        return self._pass_on(asked, user)

    def _challenge(self) -> Reply:
        self._issued += 1
        nonce = _md5("nonce", str(self._issued))
        self._nonces.add(nonce)
        asks = "Basic" if self.basic else "Digest"
        more = "" if self.basic else f', qop="auth", algorithm="MD5", nonce="{nonce}", opaque="o"'
        return Reply(401, b"", {"WWW-Authenticate": f'{asks} realm="{_REALM}"{more}'})

    def _basic(self, user: str, said: str) -> bool:
        right = base64.b64encode(f"{user}:{self.passwords[user]}".encode()).decode()
        self.refused += said not in ("", f"Basic {right}")
        return said == f"Basic {right}"

    def _digest(self, user: str, said: str, asked: Asked) -> bool:
        about = {name: quoted or plain for name, quoted, plain in _PAIR.findall(said)}
        if about.get("nonce") not in self._nonces or about.get("uri") != asked.path:
            return False
        secret = _md5(about["username"], _REALM, self.passwords.get(about["username"], ""))
        right = _md5(
            secret, about["nonce"], about["nc"], about["cnonce"], about["qop"], _md5(asked.method, about["uri"])
        )
        self.refused += about["response"] != right
        return (about["username"], about["response"]) == (user, right)

    def _pass_on(self, asked: Asked, user: str) -> Reply:
        here = f"http://{asked.headers['Host']}/{user}"
        path = asked.path.removeprefix(f"/{user}")
        path = re.sub(r"^/forms/(\w+)/form\.xml$", r"/forms/\1.xml", path)
        path = re.sub(r"^/xformsManifest/(\w+)$", r"/forms/\1/manifest", path)
        kept = ("Content-Type", "If-None-Match", "X-OpenRosa-Version", "Date")
        headers = {name: value for name, value in asked.headers.items() if name in kept}
        real = requests.request(asked.method, self.token_url + path, data=asked.body, headers=headers, timeout=5)
        body = real.content.replace(self.token_url.encode(), here.encode())
        body = re.sub(rb"/forms/(\w+)\.xml", rb"/forms/\1/form.xml", body)
        body = re.sub(rb"/forms/(\w+)/manifest", rb"/xformsManifest/\1", body)
        return Reply(real.status_code, body, _passed(real.headers))


def _passed(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in ("Content-Type", "ETag", "X-OpenRosa-Version") if name in headers}

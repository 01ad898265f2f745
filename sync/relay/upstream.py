"""The relay's ways to the central, in the name of the origin: lists, files and submissions hold up only their like."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.openrosa.auth import Digest, authentication
from sync.openrosa.envelope import read_answer
from sync.openrosa.errors import ServerTrouble
from sync.openrosa.posting import ANSWER_LIMIT
from sync.openrosa.transport import Transport
from sync.openrosa.verdicts import NextStep, Verdict, verdict_of
from sync.relay.addresses import is_list
from sync.relay.holding import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from typing import BinaryIO

    import requests
    from requests.auth import AuthBase

    from sync.openrosa.address import Central
    from sync.openrosa.auth import Credentials

REFUSED = Reply(401, "text/plain", "the central does not accept these credentials")
_BLOCK = 16 * 1024
_MOST_MET = 64  # machines whose answers to a challenge one thread keeps
_TURN = 20.0  # seconds that a machine waits for the line; it gives up on a silent relay after 60
_NOT_FROM_THE_CENTRAL = frozenset({Verdict.SERVER_TROUBLE, Verdict.NOT_THE_CENTRAL, Verdict.UNREADABLE_ANSWER})


class StoredBody:
    """A body of known length, read anew each time it is sent."""

    def __init__(self, open_: Callable[[], BinaryIO], size: int) -> None:
        self._open, self._size = open_, size

    def __len__(self) -> int:
        """The bytes of it."""
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        """Yield it in blocks."""
        with self._open() as stream:
            while block := stream.read(_BLOCK):
                yield block


class _Lane:
    """One kept-alive line, for one transfer at a time."""

    def __init__(
        self,
        central: Central,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        closing: threading.Event,
    ) -> None:
        self.transport = Transport(central, clock=clock, monotonic=monotonic, cancelled=closing.is_set)
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """End the transfer under way and close the line."""
        self.transport.cut()
        self.transport.close()

    @contextmanager
    def taken(self) -> Iterator[Transport]:
        """Give the line; raises ServerTrouble where it is not free soon."""
        if not self._one_at_a_time.acquire(timeout=_TURN):
            raise ServerTrouble("another machine's transfer has the line", status=503)
        try:
            yield self.transport
        finally:
            self._one_at_a_time.release()


class _Met(threading.local):
    """What one thread (a machine's own, or the one that sends) has signed with; requests' Digest counts so too."""

    def __init__(self) -> None:
        self.auths: dict[Credentials, AuthBase | None] = {}
        self.challenged: set[Credentials] = set()

    def forget(self) -> None:
        self.auths.clear()
        self.challenged.clear()


class Upstream:
    """Passes requests on to the host of `central`, whose address has no token of its own; safe for several threads."""

    def __init__(self, central: Central, *, clock: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self.central = central
        self._closing = threading.Event()
        self._lists, self._files, self._posts = (
            _Lane(central, clock=clock, monotonic=monotonic, closing=self._closing) for _ in range(3)
        )
        self._met = _Met()

    def close(self) -> None:
        """End the transfers under way and close the lines."""
        self._closing.set()
        for lane in (self._lists, self._files, self._posts):
            lane.close()

    @contextmanager
    def asked(
        self, method: str, target: str, headers: Mapping[str, str], credentials: Credentials
    ) -> Iterator[requests.Response]:
        """Give the central's answer to a request without a body, to be read with `blocks`; raises OpenRosaError."""
        url, auth = self._url(target), self._auth(credentials)
        lane = self._lists if is_list(target) else self._files
        with lane.taken() as line, line.exchange(method, url, headers=headers, auth=auth) as response:
            yield response

    def blocks(self, response: requests.Response, limit: int) -> Iterator[bytes]:
        """Yield an answer's body of at most `limit` bytes."""
        return self._files.transport.blocks(response, limit)

    def post(self, target: str, content_type: str, body: StoredBody, credentials: Credentials) -> Reply | None:
        """Return the central's answer to a POST; None when it was not the central that answered.

        Raises OpenRosaError.
        """
        headers = {"Content-Type": content_type}
        url, auth = self._url(target), self._auth(credentials)
        with self._posts.taken() as line:
            if isinstance(credentials, Digest) and not self._lets_in(line, url, credentials, auth):
                return REFUSED
            with line.exchange("POST", url, headers=headers, body=body, auth=auth) as response:
                content = line.read(response, ANSWER_LIMIT)
        if verdict_of(response.status_code, read_answer(content)) in _NOT_FROM_THE_CENTRAL:
            return None
        kind = response.headers.get("Content-Type", "application/octet-stream")
        return Reply(response.status_code, kind, content.decode(errors="replace"))

    def _lets_in(self, line: Transport, url: str, credentials: Credentials, auth: AuthBase | None) -> bool:
        """Meet the challenge without a body, once for each thread: otherwise every body goes up twice."""
        if credentials in self._met.challenged:
            return True
        with line.exchange("HEAD", url, auth=auth) as response:
            if response.status_code == 401:
                return False
        self._met.challenged.add(credentials)
        return True

    def _auth(self, credentials: Credentials) -> AuthBase | None:
        """Return what signs requests; raises Unauthorised where a password would travel in the clear."""
        if len(self._met.auths) > _MOST_MET:
            self._met.forget()
        if credentials not in self._met.auths:
            self._met.auths[credentials] = authentication(credentials, self.central.url)
        return self._met.auths[credentials]

    def _url(self, target: str) -> str:
        return f"{self.central.url.rstrip('/')}{target}"


def is_final(reply: Reply) -> bool:
    """Tell whether the central would say the same again: only that is kept for the origin."""
    verdict = verdict_of(reply.status, read_answer(reply.body.encode()))
    return verdict.next_step in (NextStep.DELIVERED, NextStep.PERMANENT)

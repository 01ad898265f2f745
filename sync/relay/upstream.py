"""The relay's way to the central: one transfer at a time over one kept-alive line, in the name of the origin."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.openrosa.envelope import read_answer
from sync.openrosa.posting import ANSWER_LIMIT
from sync.openrosa.transport import Transport
from sync.openrosa.verdicts import NextStep, Verdict, verdict_of
from sync.relay.holding import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from typing import BinaryIO

    import requests

    from sync.openrosa.address import Central

_BLOCK = 16 * 1024
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


class Upstream:
    """Passes requests on to the host of `central`, whose address has no token of its own; safe for several threads."""

    def __init__(self, central: Central, *, clock: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self.central = central
        self._transport = Transport(central, clock=clock, monotonic=monotonic, cancelled=lambda: False)
        self._one_at_a_time = threading.Lock()

    def close(self) -> None:
        """End the transfer under way and close the line."""
        self._transport.cut()
        self._transport.close()

    @contextmanager
    def asked(self, method: str, target: str, headers: Mapping[str, str]) -> Iterator[requests.Response]:
        """Give the central's answer to a request without a body, to be read with `blocks`; raises OpenRosaError."""
        with self._one_at_a_time, self._transport.exchange(method, self._url(target), headers=headers) as response:
            yield response

    def blocks(self, response: requests.Response, limit: int) -> Iterator[bytes]:
        """Yield an answer's body of at most `limit` bytes."""
        return self._transport.blocks(response, limit)

    def post(self, target: str, content_type: str, body: StoredBody) -> Reply | None:
        """Return the central's answer to a POST; None when it was not the central that answered.

        Raises OpenRosaError.
        """
        headers = {"Content-Type": content_type}
        url = self._url(target)
        with self._one_at_a_time, self._transport.exchange("POST", url, headers=headers, body=body) as response:
            content = self._transport.read(response, ANSWER_LIMIT)
        if verdict_of(response.status_code, read_answer(content)) in _NOT_FROM_THE_CENTRAL:
            return None
        kind = response.headers.get("Content-Type", "application/octet-stream")
        return Reply(response.status_code, kind, content.decode(errors="replace"))

    def _url(self, target: str) -> str:
        return f"{self.central.url.rstrip('/')}{target}"


def is_final(reply: Reply) -> bool:
    """Tell whether the central would say the same again: only that is kept for the origin."""
    verdict = verdict_of(reply.status, read_answer(reply.body.encode()))
    return verdict.next_step in (NextStep.DELIVERED, NextStep.PERMANENT)

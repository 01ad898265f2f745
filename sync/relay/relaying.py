"""What a relay does with each submission: hold it, send it while its machine waits, or when the line takes it."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from typing import TYPE_CHECKING

from sync.openrosa.auth import PathToken
from sync.openrosa.errors import OpenRosaError, Unreachable
from sync.relay.fingerprint import Fingerprinted
from sync.relay.holding import Reply
from sync.relay.upstream import REFUSED, StoredBody, Upstream, is_final
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from sync.openrosa.auth import Credentials
    from sync.relay.holding import Held, Holding
    from sync.relay.incoming import Incoming

_log = logging.getLogger(__name__)
HELD = Reply(
    503,
    "text/xml; charset=utf-8",
    '<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="error">'
    "held by the relay until the central answers</message></OpenRosaResponse>",
)
_PATIENCE = 25.0  # seconds; a machine gives up on a silent relay after 60


class Relay:
    """Holds and forwards; `take` is called by the threads that serve machines, `forward` by one of its own.

    What is sent is held first, and one thread sends: on a slow line a body is under way for longer than its machine
    waits, and the central's answer must be there when that machine asks again, or it would send for ever.
    """

    def __init__(self, holding: Holding, upstream: Upstream, *, patience: float = _PATIENCE) -> None:
        """Let a machine wait `patience` seconds for the central's own answer before it hears that its POST is held."""
        self.upstream = upstream
        self._holding, self._patience = holding, patience
        self._deciding = threading.Lock()
        self._sender = ThreadPoolExecutor(1, "relay sending")
        self._waited_for: set[str] = set()  # fingerprints whose machines wait for the answer now
        self._stumbled: Counter[str] = Counter()
        self._is_down = False  # as the last to be sent found the line; `forward` looks again, no machine waits for it

    def close(self) -> None:
        """End the transfers under way; what is held stays so."""
        self.upstream.close()
        self._sender.shutdown(cancel_futures=True)

    def take(self, incoming: Incoming) -> Reply:
        """Return the central's answer to this POST, now or from when it was held; HELD while there is none.

        Raises NotMultipart, ConnectionError, StoreFull, StoreFault: then nothing is held.
        """
        self._holding.require_room(incoming.origin, incoming.length)
        body = Fingerprinted(incoming.stream, incoming.length, incoming.content_type, incoming.account)
        kept = self._holding.keep(incoming.origin, body)
        held = None
        try:
            fingerprint = body.hex()
            with self._deciding:
                known = self._holding.reply(fingerprint)
                if known is not None or self._holding.held(fingerprint) is not None:
                    return known or HELD
                held = self._holding.hold(fingerprint, incoming, kept)
                if self._is_down:
                    return HELD
                self._waited_for.add(fingerprint)
        finally:
            if held is None:
                self._holding.drop(kept.name)
        return self._answer(held)

    def forward(self) -> int:
        """Send what is held, oldest first, until the line takes no more; returns how many the central has answered.

        One that got no answer goes behind the others the next time, so that none holds them up for ever; one that
        cannot be read here any more is passed over: its machine still has it. Credentials that the central refuses are
        tried once (Ona locks an account that goes on): what else waits under them is for its machine to bring anew.
        Raises StoreFault.
        """
        answered = 0
        refused: set[Credentials] = set()
        for held in self._free():
            try:
                reply = self._send(held, REFUSED if held.credentials in refused else None).result()
            except StoreError:
                _log.exception("a held submission cannot be read any more")
                continue
            if reply is None and self._holding.held(held.fingerprint) is None:
                continue  # it went by itself in the meantime
            if reply is None:
                break
            if reply.status == 401 and not isinstance(held.credentials, PathToken):
                refused.add(held.credentials)
            answered += 1
        return answered

    def forget(self, before: float) -> None:
        """Forget answers from before that moment, in seconds since 1970: whoever asks then, asks the central anew."""
        with self._deciding:
            self._holding.forget_replies(before)

    def _free(self) -> list[Held]:
        """Return what is held and under way for no machine that waits, in the order in which to send it."""
        with self._deciding:
            free = [held for held in self._holding.waiting() if held.fingerprint not in self._waited_for]
        return sorted(free, key=lambda one: (self._stumbled[one.fingerprint], one.number))

    def _answer(self, held: Held) -> Reply:
        sending = self._send(held)
        try:
            return sending.result(self._patience) or HELD
        except NotYet:
            with self._deciding:
                if held.fingerprint in self._waited_for:
                    self._waited_for.discard(held.fingerprint)
                    return HELD
            return sending.result() or HELD
        except StoreError:
            _log.exception("a held submission cannot be sent")
            return HELD

    def _send(self, held: Held, instead: Reply | None = None) -> Future[Reply | None]:
        return self._sender.submit(self._sent, held, instead)

    def _sent(self, held: Held, instead: Reply | None) -> Reply | None:
        """Post it and write down what the central said; None where it said nothing, or has answered already."""
        if self._holding.held(held.fingerprint) is None:
            return None
        reply = None
        try:
            reply = instead or self._post(held)
        finally:
            with self._deciding:
                heard = held.fingerprint in self._waited_for
                self._waited_for.discard(held.fingerprint)
                if reply is not None:
                    self._holding.end(held, reply if is_final(reply) and not heard else None)
        return reply

    def _post(self, held: Held) -> Reply | None:
        body = StoredBody(partial(self._holding.open, held.origin, held.body), held.size)
        reply = None
        try:
            reply = self.upstream.post(held.target, held.content_type, body, held.credentials)
            self._is_down = False
        except OpenRosaError as error:
            _log.info("held for later: %s", error)
            self._is_down = isinstance(error, Unreachable)
        if reply is None:
            self._stumbled[held.fingerprint] += 1
        else:
            del self._stumbled[held.fingerprint]
        return reply

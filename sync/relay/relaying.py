"""What a relay does with each request: pass it on, hold what the line does not take, and send that when it does."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from sync.openrosa.auth import PathToken
from sync.openrosa.errors import OpenRosaError
from sync.relay.fingerprint import Fingerprinted
from sync.relay.holding import Reply
from sync.relay.upstream import REFUSED, StoredBody, Upstream, is_final
from sync.store.errors import StoreError

if TYPE_CHECKING:
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


class Relay:
    """Holds and forwards; `take` is called by the threads that serve machines, `forward` by one of its own."""

    def __init__(self, holding: Holding, upstream: Upstream) -> None:
        self.upstream = upstream
        self._holding = holding
        self._deciding = threading.Lock()
        self._under_way: set[str] = set()
        self._stumbled: Counter[str] = Counter()

    def take(self, incoming: Incoming) -> Reply:
        """Return the central's answer to this POST, now or from when it was held; HELD while there is none.

        Raises NotMultipart, ConnectionError, StoreFull, StoreFault: then nothing is held.
        """
        body = Fingerprinted(incoming.stream, incoming.length, incoming.content_type, incoming.account)
        kept = self._holding.keep(incoming.origin, body)
        held = None
        try:
            fingerprint = body.hex()
            with self._deciding:
                known = self._holding.reply(fingerprint)
                if known is not None or self._holding.held(fingerprint) is not None or fingerprint in self._under_way:
                    return known or HELD
                self._under_way.add(fingerprint)
            try:
                stored = StoredBody(partial(self._holding.open, incoming.origin, kept.name), kept.size)
                reply = self._post(incoming, stored)
                if reply is None:
                    with self._deciding:
                        held = self._holding.hold(fingerprint, incoming, kept)
                return reply or HELD
            finally:
                self._under_way.discard(fingerprint)
        finally:
            if held is None:
                self._holding.drop(kept.name)

    def forward(self) -> int:
        """Send what is held, oldest first, until the line takes no more; returns how many the central has answered.

        One that got no answer goes behind the others the next time, so that none holds them up for ever; one that
        cannot be read here any more is passed over: its machine still has it. Credentials that the central refuses are
        tried once (Ona locks an account that goes on): what else waits under them is for its machine to bring anew.
        Raises StoreFault.
        """
        answered = 0
        refused: set[Credentials] = set()
        for held in sorted(self._holding.waiting(), key=lambda one: (self._stumbled[one.fingerprint], one.number)):
            try:
                stale = held.credentials in refused
                reply = REFUSED if stale else self._post(held, self._stored(held))
            except StoreError:
                _log.exception("a held submission cannot be read any more")
                continue
            if reply is None:
                self._stumbled[held.fingerprint] += 1
                break
            if reply.status == 401 and not isinstance(held.credentials, PathToken):
                refused.add(held.credentials)
            with self._deciding:
                self._holding.end(held, reply if is_final(reply) else None)
            del self._stumbled[held.fingerprint]
            answered += 1
        return answered

    def forget(self, before: float) -> None:
        """Forget answers from before that moment, in seconds since 1970: whoever asks then, asks the central anew."""
        with self._deciding:
            self._holding.forget_replies(before)

    def _stored(self, held: Held) -> StoredBody:
        return StoredBody(partial(self._holding.open, held.origin, held.body), held.size)

    def _post(self, about: Incoming | Held, body: StoredBody) -> Reply | None:
        try:
            return self.upstream.post(about.target, about.content_type, body, about.credentials)
        except OpenRosaError as error:
            _log.info("held for later: %s", error)
            return None

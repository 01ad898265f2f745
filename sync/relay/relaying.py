"""What a relay does with each submission: hold it, send it while its machine waits, or when the line takes it."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from typing import TYPE_CHECKING

from sync.openrosa.auth import PathToken
from sync.openrosa.errors import OpenRosaError, Unreachable
from sync.relay.fingerprint import Fingerprinted
from sync.relay.holding import Reply
from sync.relay.upstream import REFUSED, StoredBody, Upstream, is_final
from sync.store.errors import StoreDamaged, StoreError

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
        self._sending: dict[str, Future[Reply | None]] = {}  # by fingerprint
        self._waited_for: Counter[str] = Counter()  # by fingerprint: how many machines wait for the answer now
        self._stumbled: Counter[str] = Counter()
        self._is_down = False  # as the last to be sent found the line; `forward` looks again, no machine waits for it

    def close(self) -> None:
        """Send nothing more; what is held stays so. Close `upstream` first, which cuts short what is under way."""
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
                if known is not None:
                    return known
                waiting = self._holding.held(fingerprint)
                if waiting is None:
                    waiting = held = self._holding.hold(fingerprint, incoming, kept)
                if self._is_down:
                    return HELD
                self._waited_for[fingerprint] += 1
                sending = self._begin(waiting)
        finally:
            if held is None:
                self._holding.drop(kept.name)
        return self._answer(fingerprint, sending)

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
                with self._deciding:
                    sending = self._begin(held, REFUSED if held.credentials in refused else None)
                reply = sending.result()
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

    def _answer(self, fingerprint: str, sending: Future[Reply | None]) -> Reply:
        """Wait a while for what the central says."""
        try:
            return sending.result(self._patience) or HELD
        except NotYet:
            return HELD if self._gives_up(fingerprint) else sending.result() or HELD
        except CancelledError:  # the relay ends
            return HELD
        except StoreError:
            _log.exception("a held submission cannot be sent")
            return HELD

    def _gives_up(self, fingerprint: str) -> bool:
        """Wait no longer; False where the central has just answered, and the answer was kept for nobody else."""
        with self._deciding:
            is_under_way = fingerprint in self._sending
            if is_under_way:
                self._waited_for[fingerprint] -= 1
            return is_under_way

    def _begin(self, held: Held, instead: Reply | None = None) -> Future[Reply | None]:
        """Send it, unless it is under way; `_deciding` is held."""
        sending = self._sending.get(held.fingerprint)
        if sending is None:
            sending = self._sending[held.fingerprint] = self._sender.submit(self._sent, held, instead)
        return sending

    def _sent(self, held: Held, instead: Reply | None) -> Reply | None:
        """Post it and write down what the central said; None where it said nothing, or has answered already.

        What the disk has spoilt is let go and raises StoreDamaged: its machine brings it anew, and then it goes.
        """
        reply, spoilt = None, False
        try:
            if self._holding.held(held.fingerprint) is not None:
                reply = instead or self._post(held)
        except StoreDamaged:
            spoilt = True
            raise
        finally:
            with self._deciding:
                del self._sending[held.fingerprint]
                heard = self._waited_for.pop(held.fingerprint, 0) > 0
                if spoilt or reply is not None:
                    self._holding.end(held, reply if reply is not None and is_final(reply) and not heard else None)
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

"""The official's way in: one password, sessions in memory, and patience with who guesses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from threading import Lock
from typing import TYPE_CHECKING

from sync.central.errors import NotAuthenticated, TooManyTries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_IDLE = timedelta(hours=8)
_FREE_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; `token` goes into its cookie, `csrf` into every form it sends."""

    token: str
    csrf: str


class OfficialAccess:
    """Who is signed in to one running service; nothing of it outlives the process."""

    def __init__(self, password: str, *, now: Callable[[], datetime], secret: Callable[[int], str]) -> None:
        self._password = _digest(password)
        self._now, self._secret = now, secret
        self._sessions: dict[str, tuple[Session, datetime]] = {}
        self._failures, self._closed_until = 0, now()
        self._lock = Lock()

    def sign_in(self, password: str) -> Session:
        """Begin a session; raises NotAuthenticated for a wrong password, TooManyTries while the door is shut."""
        with self._lock:
            if self._now() < self._closed_until:
                raise TooManyTries(int((self._closed_until - self._now()).total_seconds()) + 1)
            if not compare_digest(_digest(password), self._password):
                self._count_failure()
                raise NotAuthenticated
            self._failures = 0
            session = Session(self._secret(32), self._secret(32))
            self._sessions[_digest(session.token)] = (session, self._now() + _IDLE)
            return session

    def session(self, token: str | None) -> Session | None:
        """Return the session that `token` names and keep it alive, None when there is none any more."""
        with self._lock:
            found = self._sessions.get(_digest(token or ""))
            if found is None or found[1] < self._now():
                self._sessions.pop(_digest(token or ""), None)
                return None
            self._sessions[_digest(found[0].token)] = (found[0], self._now() + _IDLE)
            return found[0]

    def sign_out(self, token: str | None) -> None:
        """End the session that `token` names, if any."""
        with self._lock:
            self._sessions.pop(_digest(token or ""), None)

    def _count_failure(self) -> None:
        self._failures += 1
        doublings = self._failures - _FREE_TRIES
        if doublings >= 0:
            self._closed_until = self._now() + min(_FIRST_WAIT * 2 ** min(doublings, 10), _LONGEST_WAIT)


def is_genuine(session: Session, csrf: str) -> bool:
    """Tell whether a form or call that changes something was made by the session's own page."""
    return compare_digest(session.csrf.encode(), csrf.encode())


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()

"""The agent: brings forms and cases, then submits, oldest first; one run at a time, blocking, without a thread."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sync.backoff import wait_after
from sync.delivery import deliver, is_delivered
from sync.line import Line, line_to
from sync.openrosa.errors import (
    BadAnswer,
    Cancelled,
    CaptivePortal,
    OpenRosaError,
    Rejected,
    ServerTrouble,
    Unauthorised,
    Unreachable,
    Untrusted,
)
from sync.openrosa.verdicts import NextStep, Verdict
from sync.report import Failure, RunReport, Tally
from sync.updates import Updated, Updates

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from sync.openrosa.client import OpenRosaClient
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope, Submission

_log = logging.getLogger(__name__)
_PAUSE = timedelta(minutes=1)
_FORM_PAUSE = timedelta(hours=1)
_ASIDE = timedelta(hours=12)
_KEY_PAUSE = timedelta(hours=1)
_TRIES_BEFORE_ASIDE = 8
_TROUBLES_IN_A_ROW = 3
_REFUSED_KEY = "refused key"
_WAITS_FOR_FORM = frozenset({Verdict.FORM_CLOSED.value, Verdict.NOT_ASSIGNED.value})


class _Stop(Exception):
    """The run ends here, for a reason that concerns all records."""

    def __init__(self, error: OpenRosaError, *, online: bool) -> None:
        super().__init__(str(error))
        self.error, self.online = error, online


class Agent:
    """Delivers for one central, on the store connection of the calling thread."""

    def __init__(
        self,
        store: Store,
        client: OpenRosaClient,
        scope: Scope,
        *,
        clock: Clock,
        random: Random,
        progress: Callable[[str, int, int], None] = lambda _code, _sent, _total: None,
    ) -> None:
        """`progress` hears tracking code, bytes sent and bytes in all while a submission leaves."""
        self._store, self._client, self._scope = store, client, scope
        self._clock, self._random, self._progress = clock, random, progress
        self._failed_runs = 0

    def run_once(self) -> RunReport:
        """Download, then submit what is due, oldest first, and return what changed.

        Line, server and single records may fail: that is in the report. Raises StoreUnusable and StoreFull only.
        """
        updated, tally = Updated(), Tally()
        try:
            self._check_key()
            updated = self._update()
            self._submit(updated, tally)
        except _Stop as stop:
            return self._report(updated, tally, stop)
        except Cancelled as error:
            return self._report(updated, tally, _Stop(error, online=True))
        return self._report(updated, tally, None)

    def _update(self) -> Updated:
        """Bring forms and cases; trouble with them alone does not keep submissions back."""
        try:
            return Updates(self._store, self._client, self._scope).run()
        except Unauthorised as error:
            self._remember_refused_key()
            raise _Stop(error, online=True) from error
        except (Unreachable, CaptivePortal, Untrusted) as error:
            raise _Stop(error, online=False) from error
        except Rejected as error:  # the project itself is unknown: every record would be refused for good
            raise _Stop(error, online=True) from error
        except (ServerTrouble, BadAnswer) as error:
            _log.warning("forms were not updated: %s", error)
            return Updated()

    def _submit(self, updated: Updated, tally: Tally) -> None:
        blocked: dict[str, Verdict] = {}
        troubles = 0
        while (record := self._store.queue.next_due(self._clock.now(), central=self._scope.central)) is not None:
            verdict = self._blocked(record, updated, blocked) or self._deliver(record)
            if is_delivered(verdict):
                tally.delivered.append(record.code)
                troubles = 0
                continue
            self._keep(record, verdict, tally)
            if verdict.next_step is NextStep.WAIT_FOR_FORM:
                blocked[record.form.form_id] = verdict
            troubles = troubles + 1 if verdict is Verdict.SERVER_TROUBLE else 0
            if troubles >= _TROUBLES_IN_A_ROW:
                raise _Stop(ServerTrouble("one record after the other fails at the central", status=500), online=True)

    def _blocked(self, record: Submission, updated: Updated, blocked: dict[str, Verdict]) -> Verdict | None:
        """Return why `record` need not be tried: its form is closed, as was just said or was said and still is."""
        form_id, before = record.form.form_id, record.verdict
        if before and before in _WAITS_FOR_FORM and updated.listed is not None and form_id not in updated.listed:
            return Verdict.named(before)
        return blocked.get(form_id)

    def _deliver(self, record: Submission) -> Verdict:
        sent = 0

        def hear(count: int) -> None:
            nonlocal sent
            sent += count
            self._progress(record.code, sent, max(sent, record.size))

        try:
            verdict = deliver(self._store, self._client, self._scope, record, hear)
            if verdict is Verdict.NOT_ALLOWED:
                verdict = self._judge_not_allowed(record)
        except Untrusted as error:
            raise self._stop_at(record, Verdict.NOT_THE_CENTRAL, error) from error
        if verdict is Verdict.NOT_THE_CENTRAL:
            raise self._stop_at(record, verdict, CaptivePortal("something else answered a submission"))
        if verdict is Verdict.UNREACHABLE and line_to(self._client) is not Line.UP:
            raise self._stop_at(record, verdict, Unreachable("the line broke while sending"))
        return verdict

    def _judge_not_allowed(self, record: Submission) -> Verdict:
        """Tell a form that is not ours (401 on POST, as Central answers) from a key that is no longer good."""
        try:
            self._client.form_list()
        except Unauthorised as error:
            self._remember_refused_key()
            raise self._stop_at(record, Verdict.BAD_TOKEN, error, online=True) from error
        except (Unreachable, CaptivePortal, Untrusted) as error:
            raise self._stop_at(record, Verdict.UNREACHABLE, error) from error
        except (ServerTrouble, BadAnswer, Rejected):
            return Verdict.SERVER_TROUBLE
        return Verdict.NOT_ASSIGNED

    def _stop_at(self, record: Submission, verdict: Verdict, error: OpenRosaError, *, online: bool = False) -> _Stop:
        """Give the record back untouched by a wait: it goes first when the line or the key is back."""
        self._store.queue.refuse(self._scope, record.key, verdict=verdict.value, reason=verdict.text)
        return _Stop(error, online=online)

    def _keep(self, record: Submission, verdict: Verdict, tally: Tally) -> None:
        """Say what happens next to a record that was not delivered."""
        permanent = verdict.next_step is NextStep.PERMANENT
        attempts = record.attempts + 1
        if verdict.next_step is NextStep.WAIT_FOR_FORM:
            wait = _FORM_PAUSE
        else:
            if not permanent and attempts >= _TRIES_BEFORE_ASIDE:
                tally.stubborn.append(record)
            wait = wait_after(attempts, self._random)
        not_before = None if permanent else self._clock.now() + wait
        self._store.queue.refuse(
            self._scope,
            record.key,
            verdict=verdict.value,
            reason=verdict.text,
            not_before=not_before,
            permanent=permanent,
        )
        tally.failed.append(Failure(record.code, verdict.text, permanent))

    def _set_aside(self, tally: Tally) -> None:
        """Put what fails again and again far back, once others went through: then it is the record, not the central."""
        if not tally.delivered:
            return
        for record in tally.stubborn:
            self._store.queue.refuse(
                self._scope,
                record.key,
                verdict=Verdict.SET_ASIDE.value,
                reason=Verdict.SET_ASIDE.text,
                not_before=self._clock.now() + _ASIDE,
            )

    def _report(self, updated: Updated, tally: Tally, stop: _Stop | None) -> RunReport:
        self._set_aside(tally)
        self._failed_runs = 0 if stop is None else self._failed_runs + 1
        if stop is not None:
            _log.warning("the run stopped: %s", stop)
        return RunReport(
            online=stop is None or stop.online,
            wait=_PAUSE if stop is None else wait_after(self._failed_runs, self._random),
            delivered=tuple(tally.delivered),
            failed=tuple(tally.failed),
            forms=updated.installed,
            withdrawn=updated.withdrawn,
            cases=updated.cases,
            problems=updated.problems,
            waiting=self._store.queue.backlog(central=self._scope.central),
            stopped=None if stop is None else stop.error.text,
        )

    def _check_key(self) -> None:
        """Do not knock again with a key that was refused within the hour: some servers lock out after ten times."""
        refused, _, at = (self._store.settings.get(self._scope.central, _REFUSED_KEY) or "").partition(" ")
        if refused != self._fingerprint():
            return
        age = self._clock.now() - datetime.fromisoformat(at)
        if timedelta(0) <= age < _KEY_PAUSE:
            raise _Stop(Unauthorised("this key was refused less than an hour ago"), online=True)

    def _remember_refused_key(self) -> None:
        self._store.settings.put(self._scope, _REFUSED_KEY, f"{self._fingerprint()} {self._clock.now().isoformat()}")

    def _fingerprint(self) -> str:
        central = self._client.central
        return sha256(repr((central.url, type(central.credentials), central.secret)).encode()).hexdigest()[:16]

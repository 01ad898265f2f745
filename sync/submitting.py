"""The queue's way to the central: oldest first, each record judged for itself, until nothing is due."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from sync.backoff import FIRST, wait_after
from sync.delivery import deliver, is_delivered
from sync.line import Line, line_to
from sync.openrosa.errors import (
    BadAnswer,
    CaptivePortal,
    ExchangeFault,
    ExchangeTrouble,
    OpenRosaError,
    Rejected,
    ServerTrouble,
    Unauthorised,
    Unreachable,
    Untrusted,
)
from sync.openrosa.verdicts import NextStep, Verdict
from sync.pace import Pace
from sync.report import Failure
from sync.stop import RunStopped

if TYPE_CHECKING:
    from random import Random

    from sync.openrosa.client import OpenRosaClient
    from sync.report import Tally
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope, Submission

_FORM_PAUSE = timedelta(hours=1)
_ASIDE = timedelta(hours=12)
_TRIES_BEFORE_ASIDE = 8
_TROUBLES_IN_A_ROW = 3
_WAITS_FOR_FORM = frozenset({Verdict.FORM_CLOSED.value, Verdict.NOT_ASSIGNED.value})

Progress = Callable[[str, int, int], None]


class Submitting:
    """Sends what is due; what happens to each record is in the store and in `tally`."""

    def __init__(
        self, store: Store, client: OpenRosaClient, scope: Scope, *, clock: Clock, random: Random, progress: Progress
    ) -> None:
        """`progress` hears tracking code, bytes sent and bytes in all."""
        self._store, self._client, self._scope = store, client, scope
        self._clock, self._random, self._progress = clock, random, progress
        self._pace = Pace(store, scope, client.central.batch_limit)

    def run(self, listed: frozenset[str] | None, tally: Tally) -> None:
        """Send until nothing is due; `listed` are the forms that the central lists, None when that is not known.

        Raises RunStopped for what concerns all records, Cancelled, and what makes the store unusable.
        """
        try:
            self._send_all(listed, tally)
        finally:
            self._set_aside(tally)

    def _send_all(self, listed: frozenset[str] | None, tally: Tally) -> None:
        blocked: dict[str, Verdict] = {}
        troubled: list[str] = []  # the forms of the last records, one after the other, that the central stumbled over
        passed_over: set[str] = set()
        while len(set(troubled)) < 2 or len(troubled) < _TROUBLES_IN_A_ROW:
            record = self._next(passed_over)
            if record is None:
                break
            verdict = _blocked(record, listed, blocked) or self._out_of_turn(record) or self._send(record)
            if verdict is not Verdict.SERVER_TROUBLE:
                troubled.clear()
            if is_delivered(verdict):
                tally.delivered.append(record.code)
                continue
            self._keep(record, verdict, tally)
            if verdict.next_step is NextStep.WAIT_FOR_FORM:
                blocked[record.form.form_id] = verdict
            if verdict is Verdict.SERVER_TROUBLE:
                troubled.append(record.form.form_id)
            if len(troubled) >= _TROUBLES_IN_A_ROW:  # the form, or the central? Another form tells
                passed_over.update(troubled)
        if len(troubled) >= _TROUBLES_IN_A_ROW:
            trouble = ServerTrouble("one record after the other fails at the central", status=500)
            raise RunStopped(trouble, online=True)

    def _next(self, passed_over: Collection[str]) -> Submission | None:
        queue, central = self._store.queue, self._scope.central
        return queue.next_due(self._clock.now(), central=central, passed_over=passed_over)

    def _out_of_turn(self, record: Submission) -> Verdict | None:
        """A correction never goes before what it replaces, which would then be refused as stale."""
        return None if self._store.corrections.waited_for(record.key) is None else Verdict.NOT_ITS_TURN

    def _send(self, record: Submission) -> Verdict:
        moved = False

        def hear(sent: int, total: int) -> None:
            nonlocal moved
            moved = True
            self._progress(record.code, sent, total)

        try:
            verdict = deliver(self._store, self._client, self._scope, record, hear, most=self._pace.limit)
        except Untrusted as error:
            raise self._give_back(record, Verdict.NOT_THE_CENTRAL, error) from error
        if is_delivered(verdict):
            self._pace.held()
        if moved and verdict is Verdict.UNREACHABLE:
            self._pace.broke()
        if verdict is Verdict.NOT_ALLOWED:
            return self._judge_not_allowed(record)
        if verdict is Verdict.NOT_PASSED_ON:
            raise self._give_back(record, verdict, ExchangeTrouble("a submission was not passed on"))
        if verdict is Verdict.NOT_THE_CENTRAL:
            raise self._give_back(record, verdict, CaptivePortal("something else answered a submission"))
        if verdict is Verdict.UNREACHABLE and line_to(self._client) is not Line.UP:
            raise self._give_back(record, verdict, Unreachable("the line broke while sending"))
        return verdict

    def _judge_not_allowed(self, record: Submission) -> Verdict:
        """Tell a form that is not ours (401 on POST, as Central answers) from a key that is no longer good."""
        try:
            self._client.form_list()
        except Unauthorised as error:
            raise self._give_back(record, Verdict.BAD_TOKEN, error, online=True) from error
        except (Unreachable, CaptivePortal, Untrusted, ExchangeFault) as error:
            raise self._give_back(record, Verdict.UNREACHABLE, error) from error
        except (ServerTrouble, BadAnswer, Rejected):
            return Verdict.SERVER_TROUBLE
        return Verdict.NOT_ASSIGNED

    def _give_back(
        self, record: Submission, verdict: Verdict, error: OpenRosaError, *, online: bool = False
    ) -> RunStopped:
        """Give the record back without a wait: it goes first when the line or the key is back."""
        self._store.queue.refuse(self._scope, record.key, verdict=verdict.value, reason=verdict.text)
        return RunStopped(error, online=online)

    def _keep(self, record: Submission, verdict: Verdict, tally: Tally) -> None:
        """Say what happens next to a record that was not delivered."""
        permanent = verdict.next_step is NextStep.PERMANENT
        if verdict.next_step is NextStep.WAIT_FOR_FORM:
            wait = _FORM_PAUSE
        elif verdict is Verdict.NOT_ITS_TURN:
            wait = self._wait_for_turn(record)
        else:
            wait = wait_after(record.attempts + 1, self._random)
            if not permanent and record.attempts + 1 >= _TRIES_BEFORE_ASIDE:
                tally.stubborn.append(record)
        self._refuse(record, verdict, wait=wait, permanent=permanent)
        tally.failed.append(Failure(record.code, verdict.text, permanent))

    def _wait_for_turn(self, record: Submission) -> timedelta:
        """Let a correction be due a moment after the record that it waits for."""
        first = self._store.corrections.waited_for(record.key)
        due = self._store.submissions.get(first).not_before if first is not None else None
        return FIRST + max(timedelta(0), (due or self._clock.now()) - self._clock.now())

    def _set_aside(self, tally: Tally) -> None:
        """Put what fails again and again far back, once others went through: then it is the record, not the central."""
        for record in tally.stubborn if tally.delivered else ():
            self._refuse(record, Verdict.SET_ASIDE, wait=_ASIDE, permanent=False)

    def _refuse(self, record: Submission, verdict: Verdict, *, wait: timedelta, permanent: bool) -> None:
        self._store.queue.refuse(
            self._scope,
            record.key,
            verdict=verdict.value,
            reason=verdict.text,
            not_before=None if permanent else self._clock.now() + wait,
            permanent=permanent,
        )


def _blocked(record: Submission, listed: frozenset[str] | None, blocked: dict[str, Verdict]) -> Verdict | None:
    """Return why `record` need not be tried: its form is closed, as was just said or was said and still is."""
    form_id, before = record.form.form_id, record.verdict
    if before and before in _WAITS_FOR_FORM and listed is not None and form_id not in listed:
        return Verdict.named(before)
    return blocked.get(form_id)

"""The agent: brings forms and cases, then submits; one run at a time, blocking, without a thread of its own."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from sync.backoff import wait_after
from sync.hearing_time import hear_time
from sync.openrosa.errors import (
    BadAnswer,
    Cancelled,
    CaptivePortal,
    ExchangeFault,
    Rejected,
    ServerTrouble,
    Unauthorised,
    Unreachable,
    Untrusted,
)
from sync.refused_key import RefusedKey
from sync.report import RunReport, Tally
from sync.stop import RunStopped
from sync.submitting import Submitting
from sync.updates import Updated, Updates

if TYPE_CHECKING:
    from random import Random

    from sync.openrosa.client import OpenRosaClient
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope
    from sync.submitting import Progress

_log = logging.getLogger(__name__)
_PAUSE = timedelta(minutes=1)


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
        progress: Progress = lambda _code, _sent, _total: None,
    ) -> None:
        """`progress` hears tracking code, bytes sent and bytes in all while a submission leaves."""
        self._store, self._scope, self._random = store, scope, random
        self._client, self._clock = client, clock
        self._updates = Updates(store, client, scope)
        self._submitting = Submitting(store, client, scope, clock=clock, random=random, progress=progress)
        self._key = RefusedKey(store, client.central, scope, clock)
        self._failed_runs = 0

    def run_once(self) -> RunReport:
        """Download, then submit what is due, oldest first, and return what changed.

        Line, server, form and single record may fail: that is in the report. Raises StoreUnusable, StoreFull and
        StoreBusy, where nothing can be noted down any more.
        """
        updated, tally, stopped = Updated(), Tally(), None
        try:
            self._key.check()
            updated = self._update()
            hear_time(self._store, self._scope, self._clock, self._client.time_told())
            self._submitting.run(updated.listed, tally)
        except RunStopped as error:
            stopped = error
        except (Unauthorised, Cancelled) as error:
            stopped = RunStopped(error, online=True)
        if stopped is not None and isinstance(stopped.__cause__, Unauthorised):
            self._key.remember()
        self._store.checkpoints.add(self._scope)
        return self._report(updated, tally, stopped)

    def _update(self) -> Updated:
        """Bring forms and cases; trouble with them alone does not keep submissions back."""
        try:
            return self._updates.run()
        except (Unreachable, CaptivePortal, Untrusted, ExchangeFault) as error:
            raise RunStopped(error, online=False) from error
        except (Unauthorised, Rejected) as error:  # Rejected: the project is unknown, every record would be refused
            raise RunStopped(error, online=True) from error
        except (ServerTrouble, BadAnswer) as error:
            _log.warning("forms were not updated: %s", error)
            return Updated()

    def _report(self, updated: Updated, tally: Tally, stopped: RunStopped | None) -> RunReport:
        self._failed_runs = 0 if stopped is None else self._failed_runs + 1
        if stopped is not None:
            _log.warning("the run stopped: %s", stopped)
        return RunReport(
            online=stopped is None or stopped.online,
            wait=_PAUSE if stopped is None else wait_after(self._failed_runs, self._random),
            central=self._scope.central,
            delivered=tuple(tally.delivered),
            failed=tuple(tally.failed),
            forms=updated.installed,
            withdrawn=updated.withdrawn,
            cases=updated.cases,
            problems=updated.problems,
            waiting=self._store.queue.backlog(central=self._scope.central),
            stopped=None if stopped is None else stopped.error.text,
        )

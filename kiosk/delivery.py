"""Delivery's thread: it delivers when there is something to do or time has come, and tells the screens what changed."""

from __future__ import annotations

import logging
import random
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal

from kiosk.news import News
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.health_report import HealthReport
    from kiosk.routes import Route
    from sync.openrosa.address import Central
    from sync.openrosa.client import OpenRosaClient
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope

log = logging.getLogger(__name__)
_TOLD_BYTES = 32 * 1024  # more often nobody can read it


@dataclass(frozen=True, slots=True)
class Sending:
    """An application on its way: its tracking code, bytes sent and bytes in all."""

    code: str
    sent: int
    total: int


class DeliveryThread(QThread):
    """One blocking agent for each central, one after the other, with a connection of their own to the store.

    Only frozen values cross to the window's thread. `reported` carries each run's RunReport, `sending` how far an
    application is, `halted` the Text of a fault of the store that broke a run off; `news` keeps them for whoever asks.
    """

    reported = Signal(object)
    sending = Signal(object)
    halted = Signal(object)

    def __init__(
        self, store: Store, centrals: Sequence[Central], scope: Scope, *, clock: Clock, pause_seconds: int
    ) -> None:
        """Deliver to `centrals` as `scope` acts; look again after `pause_seconds` at the latest."""
        super().__init__()
        self._store, self._centrals, self._scope, self._clock = store, tuple(centrals), scope, clock
        self._pause = pause_seconds
        self.news = News(clock)
        self.reported.connect(self.news.hear)
        self.halted.connect(self.news.tell)
        self.health_report: HealthReport | None = None  # set before it starts, where this machine reports
        self._clients: tuple[OpenRosaClient, ...] = ()
        self._told: Sending | None = None
        self._wake = Event()
        self._running = Event()
        self._stopping = Event()
        self._ending = Event()

    @property
    def centrals(self) -> tuple[Central, ...]:
        """Where it delivers to."""
        return self._centrals

    def nudge(self) -> None:
        """There is something new to send, the line is back, or somebody wants to know now."""
        self._wake.set()

    def stop_sending(self) -> None:
        """Break off the transfer under way; what was not acknowledged goes again with the next run."""
        if self._running.is_set():
            self._stopping.set()
            self._cut()

    def end(self) -> None:
        """Break off the transfer under way and wait until the thread is gone; what was begun is tried again later."""
        self._ending.set()
        self._wake.set()
        self._cut()
        self.wait()

    def run(self) -> None:
        """Run the agents until `end`."""
        while not self._ending.is_set():
            try:
                with self._store.for_thread() as store, ExitStack() as open_clients:
                    self._deliver(store, self._routes(store, open_clients))
            except StoreError as error:  # a full disk may have room again later
                log.exception("delivery stands still")
                self.halted.emit(error.text)
                self._wake.wait(self._pause)
                self._wake.clear()

    def _routes(self, store: Store, open_clients: ExitStack) -> tuple[Route, ...]:
        # Loaded here, in its own thread: what speaks HTTP takes longer to load than the first page.
        from kiosk.routes import Route
        from sync.agent import Agent
        from sync.kept_lists import KeptLists
        from sync.openrosa.client import OpenRosaClient

        routes = []
        for central in self._centrals:
            scope = replace(self._scope, central=central.id)
            client = OpenRosaClient(
                central,
                clock=self._clock.now,
                monotonic=time.monotonic,
                random=random.SystemRandom(),
                cancelled=self._is_cancelled,
                tagged=KeptLists(store, scope, central),
            )
            open_clients.callback(client.close)
            agent = Agent(
                store, client, scope, clock=self._clock, random=random.SystemRandom(), progress=self._tell_sending
            )
            routes.append(Route(central.id, agent, client, self._pause))
        self._clients = tuple(route.client for route in routes)
        return tuple(routes)

    def _deliver(self, store: Store, routes: Sequence[Route]) -> None:
        while not self._ending.is_set():
            self._stopping.clear()
            self._running.set()
            for route in routes:
                if route.is_due() and not self._is_cancelled():
                    report = route.run()
                    self.reported.emit(report)
                    if report.stopped is None and self._report_health(store, route.central):
                        route.due = 0.0  # it leaves while there is a line
            self._running.clear()
            if self._wake.wait(min(route.wait() for route in routes)):
                self._wake.clear()
                for route in routes:
                    route.due = 0.0

    def _report_health(self, store: Store, central: str) -> bool:
        """Record the health report that is due for `central`, now that it has answered; whether there was one."""
        health_report = self.health_report
        return (
            health_report is not None and health_report.central == central and health_report.report(store) is not None
        )

    def _is_cancelled(self) -> bool:
        return self._ending.is_set() or self._stopping.is_set()

    def _cut(self) -> None:
        for client in self._clients:
            client.cut()

    def _tell_sending(self, code: str, sent: int, total: int) -> None:
        told = self._told
        if told is None or told.code != code or sent == total or not 0 <= sent - told.sent < _TOLD_BYTES:
            self._told = Sending(code, sent, total)
            self.sending.emit(self._told)

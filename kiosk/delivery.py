"""The agent's thread: delivers when there is something to do or time has come, and tells the screens what changed."""

from __future__ import annotations

import logging
import random
import time
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal

from kiosk.news import News
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from sync.openrosa.address import Central
    from sync.openrosa.client import OpenRosaClient
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import Scope

log = logging.getLogger(__name__)


class DeliveryThread(QThread):
    """One blocking agent with a connection of its own; only frozen values cross to the window's thread.

    `reported` carries each run's RunReport, `halted` the Text of a fault of the store that broke a run off; `news`
    keeps both for whoever asks later.
    """

    reported = Signal(object)
    halted = Signal(object)

    def __init__(self, store: Store, central: Central, scope: Scope, *, clock: Clock, pause_seconds: int) -> None:
        """Deliver to `central` for `scope`; look again after `pause_seconds` at the latest."""
        super().__init__()
        self._store, self._central, self._scope, self._clock = store, central, scope, clock
        self._pause = pause_seconds
        self.news = News(clock)
        self.reported.connect(self.news.hear)
        self.halted.connect(self.news.tell)
        self._client: OpenRosaClient | None = None
        self._wake = Event()
        self._ending = Event()

    def nudge(self) -> None:
        """There is something new to send, or somebody wants to know now."""
        self._wake.set()

    def end(self) -> None:
        """Break off the transfer under way and wait until the thread is gone; what was begun is tried again later."""
        self._ending.set()
        self._wake.set()
        if self._client is not None:
            self._client.cut()
        self.wait()

    def run(self) -> None:
        """Run the agent until `end`."""
        while not self._ending.is_set():
            try:
                with self._store.for_thread() as store:
                    self._deliver(store)
            except StoreError as error:  # a full disk may have room again later
                log.exception("delivery stands still")
                self.halted.emit(error.text)
                self._wake.wait(self._pause)
                self._wake.clear()

    def _deliver(self, store: Store) -> None:
        # Loaded here, in its own thread: what speaks HTTP takes longer to load than the first page.
        from sync.agent import Agent
        from sync.openrosa.client import OpenRosaClient

        client = OpenRosaClient(
            self._central,
            clock=self._clock.now,
            monotonic=time.monotonic,
            random=random.SystemRandom(),
            cancelled=self._ending.is_set,
        )
        self._client = client
        agent = Agent(store, client, self._scope, clock=self._clock, random=random.SystemRandom())
        try:
            while not self._ending.is_set():
                self._wake.clear()
                report = agent.run_once()
                self.reported.emit(report)
                self._wake.wait(report.wait.total_seconds() if report.stopped else self._pause)
        finally:
            client.close()

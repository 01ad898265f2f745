"""What one counter works with: built once by the composition root, handed to every flow."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.hearing import Hearing
from sync.store.records import Scope

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.calls.office import OfficeCalls
    from kiosk.config import Config
    from kiosk.delivery import DeliveryThread
    from kiosk.health_report import HealthReport
    from kiosk.press import Press
    from kiosk.print_queue import PrintQueue
    from kiosk.shell import Shell
    from kiosk.theme import Look
    from sync.keys import KeyLevel
    from sync.store import Store
    from sync.store.clock import Clock


@dataclass
class Equipment:
    """Configuration, store, clock, window, delivery, what puts documents on paper, and what is heard.

    key: how safely the store's key is kept.
    """

    config: Config
    store: Store
    clock: Clock
    look: Look
    shell: Shell
    delivery: DeliveryThread
    press: Press
    key: KeyLevel
    calls: OfficeCalls | None = None
    hearing: Hearing = field(default_factory=Hearing)

    @cached_property
    def papers(self) -> PrintQueue:
        """The print queue; loaded when a paper is first wanted."""
        from kiosk.papers.making import PaperMaker
        from kiosk.print_queue import PrintQueue

        return PrintQueue(self.store, self.press, PaperMaker(self.config, self.now))

    @cached_property
    def health_report(self) -> HealthReport:
        """What this machine reports of itself; loaded when delivery begins."""
        from kiosk.health_report import HealthReport
        from kiosk.updating import update_code

        return HealthReport(self.config, self.key, lambda: self.press.state, lambda: update_code(self.config.updates))

    def now(self) -> datetime:
        """Return the time, aware, in the zone of the office."""
        return self.clock.now().astimezone()

    def scope(self, actor: str) -> Scope:
        """Return the scope of an act of `actor` on this machine."""
        config = self.config
        return Scope(config.central.id, config.office.id, config.device, actor)

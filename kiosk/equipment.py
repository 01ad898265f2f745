"""What one counter works with: built once by the composition root, handed to every flow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sync.store.records import Scope

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.config import Config
    from kiosk.delivery import DeliveryThread
    from kiosk.shell import Shell
    from kiosk.theme import Look
    from printing.printers import Printer
    from sync.store import Store
    from sync.store.clock import Clock


@dataclass(slots=True)
class Equipment:
    """Configuration, store, clock, window, delivery and printer (None: this office has none)."""

    config: Config
    store: Store
    clock: Clock
    look: Look
    shell: Shell
    delivery: DeliveryThread
    printer: Printer | None

    def now(self) -> datetime:
        """Return the time, aware, in the zone of the office."""
        return self.clock.now().astimezone()

    def scope(self, actor: str) -> Scope:
        """Return the scope of an act of `actor` on this machine."""
        config = self.config
        return Scope(config.central.id, config.office.id, config.device, actor)

    def acting(self, scope: Scope, actor: str) -> Scope:
        """Return `scope` with another actor."""
        return replace(scope, actor=actor)

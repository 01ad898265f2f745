"""Reads a form and the lists it chooses from while the person still reads the service page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread

from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from kiosk.visit import world_of
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.definition import FormDef
    from sync.store import Store
    from sync.store.records import FormKey, Scope

log = logging.getLogger(__name__)


class Preparation(QThread):
    """One form, parsed and warmed with a store connection of its own; 98,000 villages take most of a second."""

    def __init__(self, store: Store, scope: Scope, key: FormKey, now: Callable[[], datetime]) -> None:
        """Prepare the form `key`; `start` begins."""
        super().__init__()
        self.key = key
        self._store, self._scope, self._now = store, scope, now
        self._definition: FormDef | None = None

    def run(self) -> None:
        """Parse and warm; what fails here fails again, and is told, when the form is begun."""
        try:
            with self._store.for_thread() as store:
                definition = parse_xform(store.forms.xform(self.key))
                FormEntry.warm(definition, world_of(store, self._scope, self.key, self._now))
                self._definition = definition
        except (FormError, StoreError) as fault:
            log.warning("a form could not be prepared: %s", type(fault).__name__)

    def definition(self) -> FormDef | None:
        """Wait until it is done and return the form, None where it failed."""
        self.wait()
        return self._definition

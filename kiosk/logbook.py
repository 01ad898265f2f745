"""The audit log that a form may ask for, kept as the draft's file `audit.csv`: a crash loses at most one page."""

from __future__ import annotations

import logging
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from forms.audit import AUDIT_FILE
from forms.errors import NoSuchNode
from forms.trail import Trail
from sync.store.errors import NoSuchRecord, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.audit import AuditSettings
    from forms.entry import FormEntry
    from forms.trail import Place
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import RecordKey, Scope

log = logging.getLogger(__name__)


class Logbook:
    """The log of one draft. `trail` notes what happens; `keep` puts it on the disk."""

    def __init__(self, store: Store, scope: Scope, key: RecordKey, settings: AuditSettings, entry: FormEntry) -> None:
        """Go on with the log that the draft has, or begin one. Raises StoreError."""
        self._store, self._scope, self._key = store, scope, key
        self._kept = self._written()
        self.trail = Trail(
            settings,
            now=steady(store.file.clock),
            value=lambda ref: _value(entry, ref),
            user=scope.actor,
            place=place_of(entry.world.device.get("geopoint", "")),
            written=self._kept,
        )

    def keep(self) -> None:
        """Put what happened on the disk. Raises StoreError; the next time then brings all of it."""
        log_now = self.trail.csv
        if log_now != self._kept:
            self._store.attachments.add(self._scope, self._key, AUDIT_FILE, "text/csv", BytesIO(log_now))
            self._kept = log_now

    def try_to_keep(self) -> None:
        """Put what happened on the disk if it can be done now: nobody is kept from a question by it."""
        try:
            self.keep()
        except StoreError as fault:
            log.warning("the audit log could not be kept now: %s", type(fault).__name__)

    def _written(self) -> bytes:
        try:
            with self._store.attachments.open(self._key, AUDIT_FILE) as content:
                return content.read()
        except NoSuchRecord:
            return b""


def steady(clock: Clock) -> Callable[[], datetime]:
    """Return a clock that nobody can set while a form is filled in: the time elapsed, counted from now."""
    began, first = clock.now(), clock.monotonic()
    return lambda: began + timedelta(seconds=clock.monotonic() - first)


def place_of(geopoint: str) -> Place | None:
    """Return the place that XForms writes as `latitude longitude altitude accuracy`, None where none is known."""
    numbers = [float(number) for number in geopoint.split()]
    if len(numbers) < 2:
        return None
    return numbers[0], numbers[1], numbers[3] if len(numbers) > 3 else 0.0


def _value(entry: FormEntry, ref: str) -> str:
    try:
        return entry.node(ref).value
    except NoSuchNode:  # in an instance of a repeat that was taken out
        return ""

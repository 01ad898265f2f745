"""The health report: once a day this machine says to its centre how it stands, as a submission of a form of its own.

It is made where there is a way for it to leave: after a round in which the centre answered, and before a stick is
written. One is on its way at a time: a month without a line makes none, and what was frozen is never taken back.
"""

from __future__ import annotations

import base64
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assets.services import HEALTH_FORM
from forms.errors import FormError
from kiosk.health import health_of
from kiosk.intake import notices
from kiosk.printer_state import PrinterState
from kiosk.standing import Reported
from sync.store.checked_clock import CheckedClock
from sync.store.errors import StoreError
from sync.store.records import Scope, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.config import Config
    from kiosk.health import Health
    from sync.keys import KeyLevel
    from sync.store import Store
    from sync.store.records import FormKey, InstalledForm, Submission

log = logging.getLogger(__name__)
_LONGEST_ID = 64  # characters that the form takes


def no_update() -> str:
    """Return the update's result of a machine that was never updated."""
    return ""


@dataclass(slots=True)
class HealthReport:
    """What a machine needs to report on itself; used by whichever thread delivers, on that thread's store.

    printer: how the printer was when it was last asked. update: what came of the last update, "" for none.
    unfit: the form that could not be filled in, which is not tried again before the next start.
    """

    config: Config
    key: KeyLevel
    printer: Callable[[], PrinterState]
    update: Callable[[], str] = no_update
    unfit: FormKey | None = None

    @property
    def central(self) -> str:
        """The office's own central, which alone is told."""
        return self.config.central.id

    def form(self, store: Store) -> InstalledForm | None:
        """Return the form that the centre offers for it; None where it offers none or the technician wants none."""
        return store.forms.current_of(self.central, HEALTH_FORM) if self.config.report_hours else None

    def standing(self, store: Store) -> Reported:
        """Return how far it is, for the technician."""
        form = self.form(store)
        return Reported(
            wanted=self.config.report_hours > 0,
            offered=form is not None,
            fits=form is None or form.key != self.unfit,
            newest=store.reports.newest(self.central),
        )

    def report(self, store: Store, *, at_once: bool = False) -> Submission | None:
        """Record the report that is due, or with `at_once` one before its time; None where none is or can be made.

        Neither a form that asks for something else nor a store that takes nothing now stops whoever delivers.
        """
        form, newest = self.form(store), store.reports.newest(self.central)
        waits = newest is not None and newest.status is Status.COMPLETE
        if form is None or form.key == self.unfit or waits or not (at_once or self._has_come(store, newest)):
            return None
        try:
            return self._record(store, form.key, newest)
        except FormError as fault:
            self._leave_off(form.key, str(fault))
        except StoreError:
            log.warning("no health report was made now", exc_info=True)
        return None

    def _leave_off(self, form: FormKey, reason: str) -> None:
        self.unfit = form
        log.error("no health report is made: the form %s cannot be filled in: %s", HEALTH_FORM, reason)

    def _has_come(self, store: Store, newest: Submission | None) -> bool:
        """By the clock that dates the reports; one that jumped since, either way, cannot tell: then it is time."""
        every = timedelta(hours=self.config.report_hours)
        return newest is None or abs(store.file.clock.now() - newest.finalised_at) >= every

    def _record(self, store: Store, form: FormKey, newest: Submission | None) -> Submission | None:
        from kiosk.by_program import filled_in  # the engine: delivery's thread has no other need of it
        from kiosk.sealed import signature_file

        scope = Scope(self.central, self.config.office.id, self.config.device, "program")
        store.checkpoints.add(scope)
        entry = filled_in(store, scope, form, self._said(store))
        if entry.form.submission.public_key is not None:
            self._leave_off(form, "it is to be sealed, and there is nothing in it to hide")
            return None
        done = entry.finalise()
        made = store.reports.freeze(
            scope,
            form,
            done.instance_id,
            xml=done.xml,
            language=self.config.languages[0],
            after=None if newest is None else newest.key.instance_id,
            signature_file=signature_file(entry),
        )
        log.info("health report recorded" if made is not None else "another health report was quicker")
        return made

    def _said(self, store: Store) -> dict[str, str]:
        """Return the answers, by the names of the form's questions: numbers, marks and closed codes."""
        clock = store.file.clock if isinstance(store.file.clock, CheckedClock) else CheckedClock(store.file.clock)
        health = health_of(store, self.config.limits, clock, self.key)
        said = {
            "office": self.config.office.id[:_LONGEST_ID],
            "device": self.config.device[:_LONGEST_ID],
            "version": health.version,
            "made_at": clock.now().isoformat(timespec="milliseconds"),
            "waits": str(health.backlog),
            "oldest_hours": str(_hours(health.oldest_waits)),
            "last_delivery": _moment(store.queue.delivered_at()),
            "free_mb": str(health.free_mb),
            "clock_skew": "" if health.clock_offset is None else str(health.clock_offset or 0.0),  # not -0.0
            "key_level": health.key.protection.value,
            "printer": self.printer().value,
            "update_result": self.update(),
            "faults": " ".join(self._faults(store, clock, health)),
            **_mark(store),
        }
        return {name: answer for name, answer in said.items() if answer}

    def _faults(self, store: Store, clock: CheckedClock, health: Health) -> list[str]:
        found = [notice.code for notice in notices(store, self.config.limits, clock)]
        if self.config.fleet_key and not health.escrowed:
            found.append("key_not_escrowed")
        if self.printer() is PrinterState.FAULT:
            found.append("printer")
        return found


def _mark(store: Store) -> dict[str, str]:
    """Return the newest checkpoint: short, as on paper, and all that its signature is over."""
    newest = store.checkpoints.newest()
    if newest is None:
        return {}
    return {
        "checkpoint": newest.short,
        "checkpoint_size": str(newest.size),
        "checkpoint_root": base64.b64encode(newest.root).decode(),
        "checkpoint_at": newest.at,
        "checkpoint_key": store.device.key_id.hex(),
        "checkpoint_signature": base64.b64encode(newest.signature).decode(),
    }


def _hours(waits: timedelta | None) -> int:
    """Whole hours; a clock set back since gives none, not fewer."""
    return 0 if waits is None else max(0, waits // timedelta(hours=1))


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="milliseconds")

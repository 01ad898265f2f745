"""What the technician does at a machine, as functions that return in words what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.courier import carry, take_answers
from kiosk.system import mounted_stick
from kiosk.updating import best_time, take_from_stick
from sync.store.errors import AuditBroken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assets.texts import Text
    from kiosk.courier import Answers, Carried, Machine
    from kiosk.updating import FromStick
    from sync.openrosa.address import Central
    from sync.store import Store

NO_STICK = T("There is no USB stick. Put it in, wait a moment, and try again.")
_ON_STICKS = T("Everything that waits is on sticks now. Keep this machine as it is until the answer comes back.")
_ASKS = T("Nothing waits here. The stick asks the centre for answers, forms and cases.")
_PULL = T("You may pull the stick out.")
_NO_ANSWER = T("There is no answer for this machine on the stick.")
_TOLD = 3  # refused files that are named


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an errand went, in sentences; `broken` is why the register does not hold."""

    good: bool
    says: tuple[Text, ...]
    broken: Text | None = None


def carry_on_stick(machine: Machine, centrals: Sequence[Central], tell: Callable[[int], None]) -> Outcome:
    """Write what waits onto the stick that was put in last; `tell` hears of each piece.

    Raises BundleError, StoreError.
    """
    folder = mounted_stick()
    if folder is None:
        return Outcome(good=False, says=(NO_STICK,))
    return carried(carry(machine, centrals, folder, tell=tell), folder.name)


def carried(done: Carried, name: str) -> Outcome:
    """Return in words what was written; `name` is what the stick itself is called, for there may be two."""
    on_it = T(
        "On the stick {name} now: {count} applications, in {files} files.",
        name=name,
        count=done.records,
        files=done.files,
    )
    if done.next_stick is not None:
        full = T(
            "This stick is full. Pull it out, put in stick number {number} and press “Carry on a stick” again; it goes "
            "on where this one ended.",
            number=done.next_stick,
        )
        return Outcome(good=True, says=(on_it, full))
    if not done.records:
        return Outcome(good=True, says=(_ASKS, _PULL))
    return Outcome(good=True, says=(on_it, _ON_STICKS, _PULL))


def read_stick(machine: Machine) -> Outcome:
    """Take over the answers, and a newer program, on the stick that was put in last. Raises BundleError, StoreError."""
    folder = mounted_stick()
    if folder is None:
        return Outcome(good=False, says=(NO_STICK,))
    done = take_answers(machine, folder)
    newer = take_from_stick(machine.config.updates, folder, best_time(machine.store, machine.clock))
    return taken_over(done, newer)


def taken_over(done: Answers, newer: FromStick) -> Outcome:
    """Return in words what the answers and a newer program changed, and why files were refused."""
    refused = tuple(T("{file}: {reason}", file=name, reason=reason) for name, reason in done.refused[:_TOLD])
    if not done.files and not newer.version:
        return Outcome(good=False, says=(*refused, *newer.says) or (_NO_ANSWER,))
    answers = (done.changed,) if done.files else ()
    return Outcome(good=not refused and newer.refused is None, says=(*answers, *refused, *newer.says, _PULL))


def read_register(store: Store) -> Outcome:
    """Hold every act of the register against the one before and against what was signed. Raises StoreError."""
    try:
        rows = store.audit.verify()
    except AuditBroken as broken:
        return Outcome(good=False, says=(broken.text,), broken=broken.text)
    newest = store.checkpoints.newest()
    signed = newest.size if newest else 0
    whole = T("The audit log is whole: {rows} acts, {signed} of them signed.", rows=rows, signed=signed)
    return Outcome(good=True, says=(whole,))

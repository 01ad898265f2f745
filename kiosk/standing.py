"""How this machine stands, row by row, as the technician reads it: no word about anybody, and no code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from assets.texts import T
from forms.calendars import show_moment
from printing.wording import isolated, number
from sync.store.records import Status

if TYPE_CHECKING:
    from datetime import datetime

    from assets.texts import InLanguage, Text
    from kiosk.config import Config
    from kiosk.health import Health
    from kiosk.press import Printed
    from sync.store.records import Submission

    Told = Text | InLanguage

_LONG = timedelta(days=3)  # a line that is away for longer than this is nobody's weekend
_NO_BREAK_SPACE = "\u00a0"
READY = T("The printer is ready.")
ASKING = T("Asking the printer…")
NO_PRINTER = T("This office has no printer.")


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the machine: what it is called, what is said of it, and whether all is well.

    `good` is None while it is being asked.
    """

    icon: str
    name: Text
    says: tuple[Told, ...]
    good: bool | None = True


@dataclass(frozen=True, slots=True)
class Reported:
    """How far the health report is: whether it is wanted here, offered by the centre and fits; the newest one."""

    wanted: bool = True
    offered: bool = True
    fits: bool = True
    newest: Submission | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the health report does not know: what the printer said, when the centre last took something, sticks filled.

    printer: None while it is being asked; delivered: aware, None for never; broken: why the register does not hold.
    reported: how far the report itself is.
    """

    printer: Printed | None
    has_printer: bool
    delivered: datetime | None
    now: datetime
    sticks: int = 0
    doubt: Text | None = None
    broken: Text | None = None
    reported: Reported = Reported()


def rows_of(health: Health, asked: Asked, config: Config) -> tuple[Row, ...]:
    """Return the rows, what is carried first."""
    return (
        _backlog(health, asked),
        _delivery(health, asked.delivered),
        _printer(asked),
        _disk(health, config.limits.free_mb),
        _clock(health, asked),
        _key(health, config),
        Row(
            "duotone/speaker-high",
            T("Voice and sound"),
            (health.silent or T("The screens can be read aloud."),),
            good=health.silent is None,
        ),
        _register(health, asked.broken),
        _report(asked.reported),
        _program(health),
    )


def _program(health: Health) -> Row:
    if health.update is None:
        return Row("duotone/info", T("Version"), (partial(_isolated, health.version),))
    runs = T("Version {version} of the program runs here.", version=health.version)
    return Row("duotone/info", T("Version"), (runs, health.update.text), good=health.update.good)


def _backlog(health: Health, asked: Asked) -> Row:
    waits, sticks = health.oldest_waits, asked.sticks
    stopped = tuple(notice for notice in health.notices if notice != asked.doubt)  # the clock has a row of its own
    if waits is None:
        says: tuple[Told, ...] = (T("Nothing waits."),)
    elif waits.days:
        says = (T("Applications: {count}. The oldest has waited {days} days.", count=health.backlog, days=waits.days),)
    else:
        says = (T("Applications: {count}, all of them from today.", count=health.backlog),)
    if sticks:
        says = (*says, T("Put in stick number {number} next.", number=sticks + 1))
    good = not sticks and not stopped and (waits is None or waits < _LONG)
    return Row("duotone/stack", T("Waiting to be sent"), (*says, *stopped), good=good)


def _delivery(health: Health, delivered: datetime | None) -> Row:
    says: Told = T("Nothing has been delivered from here yet.")
    if delivered is not None:
        says = partial(show_moment, delivered.astimezone())
    good = health.oldest_waits is None or health.oldest_waits < _LONG
    return Row("duotone/cloud-check", T("Last delivery"), (says,), good=good)


def _printer(asked: Asked) -> Row:
    name, printer = T("Printer"), asked.printer
    if not asked.has_printer:
        return Row("duotone/printer", name, (NO_PRINTER,))
    if printer is None:
        return Row("duotone/printer", name, (ASKING,), good=None)
    wrong = printer.fault or printer.notice
    return Row("duotone/printer", name, (wrong or READY,), good=wrong is None)


def _disk(health: Health, needed: int) -> Row:
    says = T("{free} MB are free.", free=partial(number, health.free_mb))
    return Row("duotone/hard-drive", T("Room on the disk"), (says,), good=health.free_mb >= 2 * needed)


def _clock(health: Health, asked: Asked) -> Row:
    now = partial(show_moment, asked.now.astimezone())
    if asked.doubt is not None:
        says = asked.doubt
    elif health.clock_offset is None:
        says = T("It shows {moment}. No centre has told the time yet.", moment=now)
    else:
        says = T("It shows {moment}, as the centre's clock does.", moment=now)
    return Row("duotone/clock", T("Clock"), (says,), good=asked.doubt is None)


def _key(health: Health, config: Config) -> Row:
    escrow = T("The key lies in escrow.") if health.escrowed else T("The key does not lie in escrow.")
    good = health.escrowed or not config.fleet_key
    return Row("duotone/key", T("Key of the store"), (health.key.text, escrow), good=good)


def _register(health: Health, broken: Text | None) -> Row:
    if broken is not None:
        says = broken
    elif health.checkpoint:
        says = T("Newest mark of the register: {mark}", mark=health.checkpoint.replace(" ", _NO_BREAK_SPACE))
    else:
        says = T("Nothing has been signed yet.")
    return Row("duotone/notebook", T("Register"), (says,), good=broken is None)


def _report(reported: Reported) -> Row:
    newest = reported.newest
    good = True
    if not reported.wanted:
        says = T("None is sent: the configuration says so.")
    elif not reported.offered:
        says = T("None is sent: the centre does not offer the form for it.")
    elif not reported.fits:
        says, good = T("None is sent: the centre's form for it asks for what this machine does not know."), False
    elif newest is None:
        says = T("The first one goes with the next line or stick.")
    else:
        moment = partial(show_moment, newest.finalised_at.astimezone())
        says, good = {
            Status.COMPLETE: (T("The one of {moment} waits to be sent.", moment=moment), True),
            Status.SUBMITTED: (T("The centre has the one of {moment}.", moment=moment), True),
            Status.REJECTED: (T("The centre refused the one of {moment}.", moment=moment), False),
        }[newest.status]
    return Row("duotone/clipboard-text", T("Report to the centre"), (says,), good=good)


def _isolated(text: str, _language: str) -> str:
    return isolated(text)

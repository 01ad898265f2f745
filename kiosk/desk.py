"""What staff see of the counter: submissions with their delivery, drafts that a crash cut off, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assets.services import CASE_STATUSES, is_anonymous
from assets.texts import T, left_to_right
from forms.calendars import show_date
from kiosk.catalogue import title_of
from kiosk.codes import code_in
from kiosk.correction import NEEDS_CORRECTION, asked_by_office, is_correctable
from sync.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assets.texts import Text
    from kiosk.delivery import Sending
    from sync.store import Store
    from sync.store.records import DeskRow, Draft, RecordKey

RECORDED = T("Recorded here")
WAITING = T("Waiting for the line")
SENDING = T("Being sent")
DELIVERED = T("Delivered to the centre")
RETURNED = T("Came back")

_NOT_TRIED = T("It was not sent yet. It goes by itself as soon as there is a line, and the oldest goes first.")
_CORRECTED = T("It came back and was corrected; the correction has a line of its own here.")
_CUT_OFF = T("The last try was cut off, so nobody knows yet whether it arrived. It is sent again; it counts once.")


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One submission in words; `role` is the colour of its delivery, `reason` why it is not delivered."""

    key: RecordKey
    code: str
    service: Text | str
    handed_in: str
    delivery: Text
    role: str
    case: Text | None
    reason: Text | None
    correctable: bool = False


@dataclass(frozen=True, slots=True)
class CutOff:
    """A draft that a crash or a power cut interrupted, and what it was about."""

    draft: Draft
    service: Text | str
    minutes: int


def lines(store: Store, language: str, *, search: str = "", before: int | None = None) -> tuple[DeskLine, ...]:
    """Return a page of the staff list, newest first, or what begins with the code `search`."""
    rows = store.desk.search(search) if search.strip() else store.desk.page(before=before)
    return tuple(_line(store, row, language) for row in rows)


def cut_off(store: Store, now: Callable[[], datetime]) -> tuple[CutOff, ...]:
    """Return the drafts that may still be reopened, the one saved last first.

    None of a service without names: whoever reopens it at the desk reads it.
    """
    moment = now()
    found = [
        CutOff(
            draft,
            title_of(store, draft.form.central, draft.form.form_id),
            max(0, int((moment - draft.saved_at).total_seconds() // 60)),  # the clock may have been set back since
        )
        for draft in store.drafts.interrupted(moment)
        if not is_anonymous(draft.form.form_id)
    ]
    return tuple(sorted(found, key=lambda each: each.minutes))


def way_of(sending: Sending) -> Text:
    """Return how far an application is that leaves just now."""
    return T(
        "Being sent: {code}, {sent} of {total} kB",
        code=partial(code_in, sending.code),
        sent=-(-sending.sent // 1000),
        total=-(-sending.total // 1000),
    )


def _line(store: Store, row: DeskRow, language: str) -> DeskLine:
    delivery, role = _delivery(row)
    local = row.finalised_at.astimezone()
    return DeskLine(
        key=row.key,
        code=code_in(row.code, language),
        service=title_of(store, row.key.central, row.form_id),
        handed_in=f"{show_date(local.date(), language)} {left_to_right(f'{local:%H:%M}')}",
        delivery=delivery,
        role=role,
        case=CASE_STATUSES.get(row.case_status) if row.case_status else None,
        reason=_reason(store, row),
        correctable=is_correctable(store, row),
    )


def delivery_of(row: DeskRow) -> Text:
    """Return where a submission is, in a word or two."""
    return _delivery(row)[0]


def _delivery(row: DeskRow) -> tuple[Text, str]:
    if row.status is Status.SUBMITTED:
        return DELIVERED, "ok"
    if row.status is Status.REJECTED:
        return RETURNED, "error"
    if row.attempts == 0:
        return RECORDED, "ink"
    if row.verdict is None:
        return SENDING, "ink"
    return WAITING, "warn"


def _reason(store: Store, row: DeskRow) -> Text | None:
    """Return why an application is not delivered, or what the office wants of it; None when all is well."""
    if store.corrections.of(row.key) is not None:
        return _CORRECTED
    if row.case_status == NEEDS_CORRECTION:
        case = store.cases.by_code(row.code, central=row.key.central)
        return asked_by_office(case.message if case else "")
    if row.status is Status.SUBMITTED:
        return None
    if row.reason is not None:
        return row.reason
    return _NOT_TRIED if row.attempts == 0 else _CUT_OFF

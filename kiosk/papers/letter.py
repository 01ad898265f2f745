"""An official's message about a case, as a letter."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from assets.services import CASE_STATUSES, service_of
from printing.letter import Letter

if TYPE_CHECKING:
    from datetime import date

    from kiosk.config import Office
    from sync.store.records import Case


def letter_of(case: Case, office: Office, language: str, now: datetime, *, copy: int = 1) -> Letter:
    """Return the official's message about `case` as a letter to be printed `now`, in the office's own time."""
    service = service_of(case.service)
    return Letter(
        code=case.code,
        office=office.name(language),
        service=service.title if service else case.service,
        status=CASE_STATUSES.get(case.status, CASE_STATUSES["delivered"]),
        message=case.message,
        decided_on=_day(case.updated, now),
        printed_on=now.date(),
        copy_number=copy,
    )


def _day(written: str, now: datetime) -> date | None:
    """Return the office's own day of the moment that the case list tells, None where it tells none."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:  # some centrals count versions instead
        return None
    return (moment.astimezone(now.tzinfo) if moment.tzinfo else moment).date()

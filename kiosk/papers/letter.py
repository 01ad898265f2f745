"""An official's message about a case, as a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.services import CASE_STATUSES, service_of
from assets.texts import T
from printing.letter import Letter

if TYPE_CHECKING:
    from datetime import date

    from kiosk.config import Office
    from sync.store.records import Case


def letter_of(case: Case, office: Office, language: str, today: date, *, copy: int = 1) -> Letter:
    """Return the official's message about `case` as a letter to be printed `today`."""
    service = service_of(case.service)
    return Letter(
        code=case.code,
        office=office.name(language),
        service=service.title if service else case.service,
        status=CASE_STATUSES.get(case.status, T("Under review")),
        message=case.message,
        decided_on=_day(case.updated, today),
        printed_on=today,
        copy_number=copy,
    )


def _day(written: str, today: date) -> date:
    try:
        return today.fromisoformat(written[:10])
    except ValueError:
        return today

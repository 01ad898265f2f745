"""What an office did in some days, counted from the submissions of this machine."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from assets.services import service_of
from forms.calendars import from_jalali, jalali_parts, month_length
from kiosk.desk import delivery_of
from kiosk.payment import payment_of
from printing.report import Report, ReportRow

if TYPE_CHECKING:
    from datetime import date

    from kiosk.config import Office
    from sync.store import Store
    from sync.store.records import DeskRow


def report_of(store: Store, office: Office, first: date, last: date, language: str, now: datetime) -> Report:
    """Return the report from `first` to `last`, both days included, in the zone of `now`."""
    start = datetime.combine(first, time(), now.tzinfo)
    end = datetime.combine(last + timedelta(days=1), time(), now.tzinfo)
    rows = tuple(_row(store, row, now) for row in store.desk.between(start, end))
    return Report(office.name(language), first, last, rows)


def month_around(day: date) -> tuple[date, date]:
    """Return the first and the last day of the Jalali month of `day`."""
    year, month, _ = jalali_parts(day)
    return from_jalali(year, month, 1), from_jalali(year, month, month_length(year, month))


def _row(store: Store, row: DeskRow, now: datetime) -> ReportRow:
    service = service_of(row.form_id)
    amount, _ = payment_of(store, store.submissions.get(row.key), service)
    return ReportRow(
        code=row.code,
        service=service.title if service else row.form_id,
        recorded_on=row.finalised_at.astimezone(now.tzinfo).date(),
        delivery=delivery_of(row),
        amount=amount,
    )

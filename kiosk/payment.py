"""What a submission says was paid: read from the frozen answers, noted before they are shredded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assets.services import service_of
from sync.store.errors import NoSuchRecord

if TYPE_CHECKING:
    from assets.services import Service
    from sync.store import Store
    from sync.store.records import Scope, Submission

_PAID = "receipt.paid "


def keep_payment(store: Store, scope: Scope, submission: Submission) -> None:
    """Keep what was paid for copies of the receipt, before the answers that say it are shredded."""
    amount, reference = payment_of(store, submission, service_of(submission.form.form_id))
    if amount:
        of_record = replace(scope, central=submission.key.central)
        store.settings.put(of_record, _PAID + submission.code, f"{amount} {reference}")


def payment_of(store: Store, submission: Submission, service: Service | None) -> tuple[int, str]:
    """Return the rials paid and the terminal's reference, as the frozen answers say; nothing where none was paid."""
    if service is None or not service.amount:
        return 0, ""
    try:
        xml = store.submissions.xml(submission.key)
    except NoSuchRecord:  # shredded: keep_payment noted it before
        kept, _, reference = (store.settings.get(submission.key.central, _PAID + submission.code) or "").partition(" ")
        return int(kept or 0), reference
    from lxml import etree  # only where money was paid: the start does without it

    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
    amount = root.findtext(service.amount) or ""
    return int(amount) if amount.isdecimal() else 0, root.findtext(service.payment_reference) or ""

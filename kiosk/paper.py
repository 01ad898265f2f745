"""From a recorded submission or a case to its paper: what it says, and how many copies came out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import segno

from assets.services import CASE_STATUSES, service_of
from assets.texts import T, show_digits
from forms.calendars import days_later
from kiosk.payment import payment_of
from printing.letter import Letter, render_letter
from printing.receipt import Receipt, receipt_code, render_receipt

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from assets.texts import Text
    from kiosk.config import Office
    from printing.receipt import Paper
    from sync.store import Store
    from sync.store.records import Case, Scope, Submission

_NEXT_STEP = T("The centre looks at your application and writes its answer.")
RECEIPT = "receipt"


def receipt_of(store: Store, submission: Submission, office: Office, language: str) -> Receipt:
    """Return what the next receipt of `submission` says; it is made from what was committed, and from nothing else."""
    service = service_of(submission.form.form_id)
    amount, reference = payment_of(store, submission, service)
    checkpoint = store.checkpoints.newest()
    local = submission.finalised_at.astimezone()
    return Receipt(
        code=submission.code,
        office=office.name(language),
        office_code=office.id,
        service=service.title if service else submission.form.form_id,
        form_id=submission.form.form_id,
        form_version=submission.form.version,
        finalised_at=local,
        digest=bytes.fromhex(submission.sha256),
        next_steps=service.next_steps if service else (_NEXT_STEP,),
        ask=whom_to_ask(office, language),
        expected=days_later(local.date(), service.days) if service else None,
        fee=service.fee if service else None,
        amount=amount,
        payment_reference=reference,
        copy_number=copies_printed(store, submission) + 1,
        checkpoint=checkpoint.short if checkpoint else "",
    )


def whom_to_ask(office: Office, language: str) -> Text:
    """Return whom to ask about an application handed in at `office`."""
    if office.telephone:
        number = show_digits(office.telephone, language)
        return T("Ask at {office}, telephone {number}.", office=office.name(language), number=number)
    return T("Ask at {office}.", office=office.name(language))


def letter_of(case: Case, office: Office, language: str, today: date) -> Letter:
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
    )


def qr_png(receipt: Receipt, signer: Ed25519PrivateKey) -> bytes:
    """Return the receipt's signed code as a PNG, one pixel a module with its quiet zone."""
    picture = BytesIO()
    segno.make_qr(receipt_code(receipt, signer), error="m", boost_error=False).save(picture, kind="png", border=4)
    return picture.getvalue()


def copies_printed(store: Store, submission: Submission) -> int:
    """Return how many receipts of `submission` are out or may be."""
    return store.prints.copies(submission.key.central, RECEIPT, submission.code)


def count_copy(store: Store, scope: Scope, submission: Submission) -> None:
    """Record that one more receipt came out."""
    order = store.prints.order(replace(scope, central=submission.key.central), RECEIPT, submission.code, "fa")
    store.prints.hand_over(scope, order.number)
    store.prints.came_out(scope, order.number)


def receipt_pdf(receipt: Receipt, paper: Paper, language: str, signer: Ed25519PrivateKey) -> Callable[[], bytes]:
    """Return what makes the receipt's PDF, to be run in another thread."""
    return lambda: render_receipt(receipt, paper, language, signer)


def letter_pdf(letter: Letter, language: str) -> Callable[[], bytes]:
    """Return what makes the letter's PDF, to be run in another thread."""
    return lambda: render_letter(letter, language)


def _day(written: str, today: date) -> date:
    try:
        return today.fromisoformat(written[:10])
    except ValueError:
        return today
